-- SPDX-License-Identifier: Apache-2.0
-- One hand-out that was signed for by mistake: the goods go back to the shelves they came from, the receipts stay with
-- the reason. The person, the receipts and the shelves are locked by statements before this one.
WITH wrong AS MATERIALIZED (
    SELECT r.id, r.stock_id, s.batch_id, r.quantity
    FROM benefits_receipt r
    JOIN benefits_stock s ON s.id = r.stock_id
    WHERE r.id = ANY (%(receipts)s) AND r.revoked_at IS NULL
),
back AS MATERIALIZED (
    SELECT stock_id, batch_id, sum(quantity) AS quantity FROM wrong GROUP BY stock_id, batch_id
),
moved AS (
    INSERT INTO benefits_movement (batch_id, from_account, to_account, to_stock_id, quantity, note, by_id, at)
    SELECT batch_id, 'persons', 'stock', stock_id, quantity, %(reason)s, %(by)s, %(at)s FROM back
    RETURNING id, to_stock_id
),
shelved AS (
    UPDATE benefits_stock s SET on_hand = s.on_hand + back.quantity FROM back WHERE s.id = back.stock_id
)
UPDATE benefits_receipt r
SET revoked_at = %(at)s, revoked_by_id = %(by)s, revoke_reason = %(reason)s, returned_id = m.id
FROM wrong w
JOIN moved m ON m.to_stock_id = w.stock_id
WHERE r.id = w.id
