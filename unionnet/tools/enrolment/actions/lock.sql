-- SPDX-License-Identifier: Apache-2.0
-- Everybody locks in this order: groups by id, then offers by id. Foreign keys of the entries need only KEY SHARE.
WITH groups AS MATERIALIZED (
    SELECT g.id FROM enrolment_offergroup g
    WHERE g.id IN (SELECT group_id FROM enrolment_offer WHERE id = ANY (%(offers)s::bigint[]))
    ORDER BY g.id FOR NO KEY UPDATE
)
SELECT o.id FROM enrolment_offer o
WHERE o.id = ANY (%(offers)s::bigint[]) AND (SELECT count(*) FROM groups) >= 0
ORDER BY o.id FOR NO KEY UPDATE OF o
