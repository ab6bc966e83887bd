-- A subtree hangs elsewhere: all it holds is no longer below the one, and is below the other.
INSERT INTO figures_change (organisation_id, mark, n)
SELECT side.id, s.mark, side.sign * s.n
FROM organisations_organisation moved
JOIN figures_sum s ON s.organisation_id = moved.id AND s.n <> 0
CROSS JOIN LATERAL (
    SELECT id, -1 AS sign FROM organisations_organisation WHERE path = left(%(from)s, -4) COLLATE "C"
    UNION ALL
    SELECT id, 1 FROM organisations_organisation WHERE path = left(%(to)s, -4) COLLATE "C") AS side
WHERE moved.path = %(to)s
