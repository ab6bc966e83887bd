-- Count these unions from the registers. %(ids)s is null for all of them.
INSERT INTO figures_headcount AS h (organisation_id, path, own_members, own_applied, own_stations,
    own_established, own_expected, own_tier, members, applied, stations, tier_1, tier_2, tier_3, established, expected)
SELECT o.id, o.path, coalesce(m.active, 0), coalesce(m.applied, 0), coalesce(s.stations, 0),
       coalesce(o.since <= %(today)s, false) AND (o.until IS NULL OR o.until > %(today)s) AND t.tier IS NOT NULL,
       (o.until IS NULL OR o.until > %(today)s) AND t.tier IS NOT NULL,
       coalesce(t.tier, 0), 0, 0, 0, 0, 0, 0, 0, 0
FROM organisations_organisation o
LEFT JOIN unnest(%(kinds)s::text[], %(tiers)s::int[]) AS t (kind, tier) ON t.kind = o.kind
LEFT JOIN (SELECT organisation_id, count(*) FILTER (WHERE state IN ('active', 'transferring', 'auto_withdraw_proposed', 'retained')) AS active,
                  count(*) FILTER (WHERE state IN ('applied', 'supplement_requested')) AS applied
           FROM people_membership
           WHERE %(ids)s::bigint[] IS NULL OR organisation_id = ANY(%(ids)s::bigint[])
           GROUP BY organisation_id) m ON m.organisation_id = o.id
LEFT JOIN (SELECT organisation_id, count(*) AS stations FROM places_site
           WHERE kind = 'station' AND status = 'open'
             AND (%(ids)s::bigint[] IS NULL OR organisation_id = ANY(%(ids)s::bigint[]))
           GROUP BY organisation_id) s ON s.organisation_id = o.id
WHERE %(ids)s::bigint[] IS NULL OR o.id = ANY(%(ids)s::bigint[])
ORDER BY o.id
ON CONFLICT (organisation_id) DO UPDATE SET
    path = excluded.path, own_members = excluded.own_members, own_applied = excluded.own_applied,
    own_stations = excluded.own_stations, own_established = excluded.own_established,
    own_expected = excluded.own_expected, own_tier = excluded.own_tier
