-- Take up the oldest changes into the sums of their unions and all above. Whoever reads sees a change either
-- here or there, never in both: it leaves and arrives in one statement.
WITH taken AS (
    DELETE FROM figures_change
    WHERE id IN (SELECT id FROM figures_change ORDER BY id LIMIT %(most)s)
    RETURNING organisation_id, mark, n
), risen AS (
    SELECT above.id, c.mark, sum(c.n) AS n
    FROM (SELECT organisation_id, mark, sum(n) AS n FROM taken GROUP BY 1, 2) AS c
    JOIN organisations_organisation o ON o.id = c.organisation_id
    CROSS JOIN generate_series(4, length(o.path), 4) AS upto
    JOIN organisations_organisation above ON above.path = left(o.path, upto) COLLATE "C"
    GROUP BY 1, 2
    HAVING sum(c.n) <> 0
), written AS (
    INSERT INTO figures_sum AS s (organisation_id, mark, n)
    SELECT id, mark, n FROM risen
    ON CONFLICT (organisation_id, mark) DO UPDATE SET n = s.n + excluded.n
)
SELECT count(*) FROM taken
