-- Count these unions by day since a midnight, and say which days are not as they were. %(ids)s is null for all unions.
WITH counted AS (
    SELECT m.organisation_id, o.path, (m.decided_at AT TIME ZONE %(zone)s)::date AS day,
           count(*) FILTER (WHERE m.state <> 'rejected') AS joined,
           count(*) FILTER (WHERE m.decided_by_id IS NOT NULL) AS decided,
           count(*) FILTER (WHERE m.decided_by_id IS NOT NULL
                            AND (m.decided_at AT TIME ZONE %(zone)s)::date <= coalesce(m.due_on, 'infinity')) AS on_time
    FROM people_membership m JOIN organisations_organisation o ON o.id = m.organisation_id
    WHERE m.state IN ('active', 'transferring', 'auto_withdraw_proposed', 'retained', 'rejected') AND m.decided_at >= %(since)s
      AND (%(ids)s::bigint[] IS NULL OR m.organisation_id = ANY(%(ids)s::bigint[]))
    GROUP BY 1, 2, 3
), gone AS (
    UPDATE figures_daily d SET own_joined = 0, own_decided = 0, own_on_time = 0
    WHERE d.organisation_id = ANY(%(ids)s::bigint[]) AND d.day >= (%(since)s AT TIME ZONE %(zone)s)::date
      AND (d.own_joined, d.own_decided, d.own_on_time) <> (0, 0, 0)
      AND NOT EXISTS (SELECT FROM counted c WHERE c.organisation_id = d.organisation_id AND c.day = d.day)
    RETURNING d.day
), written AS (
    INSERT INTO figures_daily AS d (organisation_id, path, day, own_joined, own_decided, own_on_time)
    SELECT organisation_id, path, day, joined, decided, on_time FROM counted
    ORDER BY organisation_id, day
    ON CONFLICT (organisation_id, day) DO UPDATE
        SET own_joined = excluded.own_joined, own_decided = excluded.own_decided, own_on_time = excluded.own_on_time
        WHERE (d.own_joined, d.own_decided, d.own_on_time)
              <> (excluded.own_joined, excluded.own_decided, excluded.own_on_time)
    RETURNING d.day
)
SELECT day FROM gone UNION SELECT day FROM written
