-- The same for each union directly below one: (path, mark, n).
SELECT path, mark, sum(n)::bigint
FROM (SELECT t.path, s.mark, s.n
      FROM organisations_organisation t JOIN figures_sum s ON s.organisation_id = t.id
      WHERE t.parent_id = %(parent)s AND s.mark >= %(low)s AND s.mark < %(high)s
      UNION ALL
      SELECT left(o.path, length(%(path)s) + 4), c.mark, c.n
      FROM figures_change c JOIN organisations_organisation o ON o.id = c.organisation_id
      WHERE o.path > %(path)s AND o.path < %(path)s || '~' AND c.mark >= %(low)s AND c.mark < %(high)s) AS both_kinds
GROUP BY path, mark
HAVING sum(n) <> 0
