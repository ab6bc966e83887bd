-- The marks of each of these unions with all below it: (path, mark, n), right to the last commit.
WITH cells AS (SELECT id, path FROM organisations_organisation WHERE id = ANY(%(unions)s))
SELECT path, mark, sum(n)::bigint
FROM (SELECT c.path, s.mark, s.n
      FROM cells c JOIN figures_sum s ON s.organisation_id = c.id
      WHERE s.mark >= %(low)s AND s.mark < %(high)s
      UNION ALL
      SELECT c.path, w.mark, w.n
      FROM figures_change w JOIN organisations_organisation o ON o.id = w.organisation_id
      CROSS JOIN generate_series(4, length(o.path), 4) AS chain (length)
      JOIN cells c ON c.path = left(o.path, chain.length)
      WHERE w.mark >= %(low)s AND w.mark < %(high)s) AS both_kinds
GROUP BY path, mark
HAVING sum(n) <> 0
