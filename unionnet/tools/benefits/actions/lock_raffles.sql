-- SPDX-License-Identifier: Apache-2.0
-- Everybody locks raffles in this order. What is won is counted under this lock; foreign keys need only KEY SHARE.
SELECT r.id FROM benefits_raffle r WHERE r.id = ANY (%(raffles)s::bigint[]) ORDER BY r.id FOR NO KEY UPDATE
