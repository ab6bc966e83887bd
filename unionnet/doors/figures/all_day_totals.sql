-- Sum every subtree by day: each union adds itself to all those above it.
INSERT INTO figures_daily AS t (organisation_id, path, day, joined, decided, on_time)
SELECT o.id, o.path, s.day, s.joined, s.decided, s.on_time
FROM (SELECT left(d.path, n) AS path, d.day, sum(d.own_joined) AS joined, sum(d.own_decided) AS decided,
             sum(d.own_on_time) AS on_time
      FROM figures_daily d CROSS JOIN generate_series(4, length(d.path), 4) AS n
      GROUP BY 1, 2) s
JOIN organisations_organisation o ON o.path = s.path COLLATE "C"
ORDER BY o.id, s.day
ON CONFLICT (organisation_id, day) DO UPDATE
    SET joined = excluded.joined, decided = excluded.decided, on_time = excluded.on_time
