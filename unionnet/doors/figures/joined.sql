-- Count by day who joined these unions since a day. %(ids)s is null for all of them.
INSERT INTO figures_joined AS j (organisation_id, path, day, people)
SELECT m.organisation_id, o.path, (m.decided_at AT TIME ZONE %(zone)s)::date, count(*)
FROM people_membership m JOIN organisations_organisation o ON o.id = m.organisation_id
WHERE m.state = 'active' AND m.decided_at >= %(since)s
  AND (%(ids)s::bigint[] IS NULL OR m.organisation_id = ANY(%(ids)s::bigint[]))
GROUP BY 1, 2, 3
ORDER BY 1, 3
ON CONFLICT (organisation_id, day) DO UPDATE SET people = excluded.people, path = excluded.path
