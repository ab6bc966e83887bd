-- Sum the subtrees of the unions at these paths on these days.
INSERT INTO figures_daily AS t (organisation_id, path, day, joined, decided, on_time)
SELECT o.id, o.path, d.day, sum(d.own_joined), sum(d.own_decided), sum(d.own_on_time)
FROM organisations_organisation o
JOIN figures_daily d ON d.path >= o.path AND d.path < o.path || '~' AND d.day = ANY(%(days)s::date[])
WHERE o.path = ANY(%(paths)s::text[])
GROUP BY o.id, o.path, d.day
ORDER BY o.id, d.day
ON CONFLICT (organisation_id, day) DO UPDATE
    SET joined = excluded.joined, decided = excluded.decided, on_time = excluded.on_time
