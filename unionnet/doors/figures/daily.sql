-- Count these unions by day since a moment. %(ids)s is null for all of them.
INSERT INTO figures_daily AS d (organisation_id, path, day, joined, decided, on_time)
SELECT m.organisation_id, o.path, (m.decided_at AT TIME ZONE %(zone)s)::date AS day,
       count(*) FILTER (WHERE m.state = 'active'),
       count(*) FILTER (WHERE m.decided_by_id IS NOT NULL),
       count(*) FILTER (WHERE m.decided_by_id IS NOT NULL
                        AND (m.decided_at AT TIME ZONE %(zone)s)::date <= coalesce(m.due_on, 'infinity'))
FROM people_membership m JOIN organisations_organisation o ON o.id = m.organisation_id
WHERE m.state IN ('active', 'rejected') AND m.decided_at >= %(since)s
  AND (%(ids)s::bigint[] IS NULL OR m.organisation_id = ANY(%(ids)s::bigint[]))
GROUP BY 1, 2, 3
ORDER BY 1, 3
ON CONFLICT (organisation_id, day) DO UPDATE
    SET joined = excluded.joined, decided = excluded.decided, on_time = excluded.on_time, path = excluded.path
