-- SPDX-License-Identifier: Apache-2.0
-- Follows judge.sql: takes from the shelves, writes one movement a stock and one receipt a person and content.
, given AS MATERIALIZED (
    SELECT d.person_id, d.key, d.number, d.cap, s.content_id, s.stock_id, s.batch_id, s.quantity, s.value
    FROM decided d
    JOIN shelves s ON d.rank > s.hi - s.slots AND d.rank <= s.hi
    WHERE d.outcome = 'given'
),
gone AS MATERIALIZED (
    SELECT stock_id, batch_id, sum(quantity) AS quantity FROM given GROUP BY stock_id, batch_id
),
moved AS (
    INSERT INTO benefits_movement (batch_id, from_account, to_account, from_stock_id, quantity, note, by_id, at)
    SELECT batch_id, 'stock', 'persons', stock_id, quantity, %(note)s, %(by)s, %(at)s FROM gone
    RETURNING id, from_stock_id
),
taken AS (
    UPDATE benefits_stock s SET on_hand = s.on_hand - gone.quantity FROM gone WHERE s.id = gone.stock_id
),
-- One drawing is one person's: for a second one its id is taken.
drawn AS (
    INSERT INTO benefits_signature (id, public_id, person_id, picture, at)
    SELECT DISTINCT %(signature)s::bigint, %(signature_no)s, person_id, %(picture)s::bytea, %(at)s::timestamptz
    FROM given WHERE %(signature)s::bigint IS NOT NULL
),
signed AS (
    INSERT INTO benefits_receipt (content_id, person_id, number, cap, organisation_id, stock_id, movement_id,
                                  quantity, value, via, paper_id, signature_id, key, by_id, at)
    SELECT g.content_id, g.person_id, g.number, g.cap, %(union)s, g.stock_id, m.id,
           g.quantity, g.value, %(via)s, %(paper)s, %(signature)s, g.key, %(by)s, %(at)s
    FROM given g
    JOIN moved m ON m.from_stock_id = g.stock_id
)
SELECT n::int - 1, outcome FROM decided
