-- Sum every subtree: each union adds itself to all those above it.
UPDATE figures_headcount t
SET members = s.members, applied = s.applied, stations = s.stations, tier_1 = s.tier_1, tier_2 = s.tier_2,
    tier_3 = s.tier_3, established = s.established, expected = s.expected, counted_at = statement_timestamp()
FROM (SELECT left(h.path, n) AS path, sum(h.own_members) AS members, sum(h.own_applied) AS applied,
             sum(h.own_stations) AS stations,
             count(*) FILTER (WHERE h.own_established AND h.own_tier = 1) AS tier_1,
             count(*) FILTER (WHERE h.own_established AND h.own_tier = 2) AS tier_2,
             count(*) FILTER (WHERE h.own_established AND h.own_tier = 3) AS tier_3,
             count(*) FILTER (WHERE h.own_established) AS established,
             count(*) FILTER (WHERE h.own_expected) AS expected
      FROM figures_headcount h CROSS JOIN generate_series(4, length(h.path), 4) AS n
      GROUP BY 1) s
WHERE t.path = s.path COLLATE "C"
