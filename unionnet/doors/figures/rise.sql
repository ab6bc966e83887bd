-- Add what the unions of one depth hold to those directly above them.
INSERT INTO figures_sum AS s (organisation_id, mark, n)
SELECT o.parent_id, d.mark, sum(d.n)
FROM organisations_organisation o JOIN figures_sum d ON d.organisation_id = o.id
WHERE length(o.path) = %(length)s AND o.parent_id IS NOT NULL
GROUP BY 1, 2
ON CONFLICT (organisation_id, mark) DO UPDATE SET n = s.n + excluded.n
