-- SPDX-License-Identifier: Apache-2.0
-- Who of those asked holds a full set: one row a card to be spent, the oldest of each kind. The collection is locked
-- already, by a statement before this one: its snapshot is younger than the lock.
WITH asked AS MATERIALIZED (
    SELECT unnest(%(persons)s::bigint[]) AS person_id
),
kinds AS MATERIALIZED (
    SELECT p.id FROM benefits_prize p WHERE p.raffle_id = %(raffle)s AND p.is_card
),
held AS (
    SELECT e.person_id, e.id, e.prize_id, e.number
    FROM asked a JOIN benefits_entry e ON e.raffle_id = %(raffle)s AND e.person_id = a.person_id
    JOIN kinds k ON k.id = e.prize_id
    UNION ALL
    SELECT g.to_id, e.id, e.prize_id, e.number
    FROM asked a JOIN luckcards_parting g ON g.to_id = a.person_id
    JOIN benefits_entry e ON e.id = g.entry_id AND e.raffle_id = %(raffle)s
),
oldest AS (
    SELECT DISTINCT ON (h.person_id, h.prize_id) h.person_id, h.id, h.prize_id
    FROM held h
    WHERE NOT EXISTS (
        SELECT FROM luckcards_parting p WHERE p.entry_id = h.id AND p.person_id = h.person_id)
    ORDER BY h.person_id, h.prize_id, h.number
)
SELECT o.person_id, o.id, o.prize_id
FROM (SELECT o.*, count(*) OVER (PARTITION BY o.person_id) AS n FROM oldest o) o
WHERE o.n = (SELECT count(*) FROM kinds)
