-- What runs out is said once: a line for each dispatch, what is said, and the deadline it is said of.
INSERT INTO casework_reminder (dispatch_id, what, due_at, unit_id)
SELECT id, what, due, unit_id FROM (
    SELECT id, 'unsigned' AS what, sign_due_at AS due, unit_id FROM casework_dispatch
    WHERE state = 'sent' AND NOT is_paused AND sign_due_at < %(now)s AND sign_due_at >= %(since)s
    UNION ALL
    SELECT id, CASE WHEN due_at < %(now)s THEN 'late' ELSE 'near' END, due_at, unit_id
    FROM casework_dispatch
    WHERE state IN ('received', 'sent', 'signed', 'answered') AND NOT is_paused
        AND due_at < %(soon)s AND due_at >= %(since)s
) AS over
ORDER BY due, id LIMIT %(most)s
ON CONFLICT ON CONSTRAINT dispatch_reminded_once DO NOTHING
RETURNING id, dispatch_id, what
