-- The counts of these subtrees, right to the last commit: the sums, and what is not yet taken up into them.
-- One statement, one snapshot. The first row names the first of the subtrees.
SELECT '' AS mark, 0 AS n, (SELECT name FROM organisations_organisation WHERE path = (%(paths)s::text[])[1]) AS name
UNION ALL
SELECT mark, sum(n)::bigint, NULL
FROM (SELECT s.mark, s.n
      FROM organisations_organisation t JOIN figures_sum s ON s.organisation_id = t.id
      WHERE t.path = ANY(%(paths)s::text[]) AND s.mark >= %(low)s AND s.mark < %(high)s
      UNION ALL
      SELECT c.mark, c.n
      FROM figures_change c JOIN organisations_organisation o ON o.id = c.organisation_id
      JOIN unnest(%(paths)s::text[]) AS t (path) ON o.path >= t.path COLLATE "C" AND o.path < t.path || '~' COLLATE "C"
      WHERE c.mark >= %(low)s AND c.mark < %(high)s) AS both_kinds
GROUP BY mark
HAVING sum(n) <> 0
