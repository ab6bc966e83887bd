-- Sum the subtrees of the unions at these paths. %(paths)s is null for all of them.
UPDATE figures_headcount t
SET members = s.members, applied = s.applied, stations = s.stations, tier_1 = s.tier_1, tier_2 = s.tier_2,
    tier_3 = s.tier_3, established = s.established, expected = s.expected, counted_at = statement_timestamp()
FROM (SELECT w.path, sum(h.own_members) AS members, sum(h.own_applied) AS applied, sum(h.own_stations) AS stations,
             count(*) FILTER (WHERE h.own_established AND h.own_tier = 1) AS tier_1,
             count(*) FILTER (WHERE h.own_established AND h.own_tier = 2) AS tier_2,
             count(*) FILTER (WHERE h.own_established AND h.own_tier = 3) AS tier_3,
             count(*) FILTER (WHERE h.own_established) AS established,
             count(*) FILTER (WHERE h.own_expected) AS expected
      FROM figures_headcount w
      JOIN figures_headcount h ON h.path >= w.path AND h.path < w.path || '~'
      WHERE w.path = ANY(%(paths)s::text[])
      GROUP BY w.path) s
WHERE t.path = s.path
