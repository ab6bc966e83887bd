-- Services first … last of a city: n says which it is, h where and when. Two in five are check-ins with a place, three in
-- ten came to a session, three in ten received something; a thousand towns, two years, the running month included.
CREATE TEMP TABLE load ON COMMIT DROP AS
SELECT n, n %% 10 AS kind, 42 + h %% 1000 AS town, h / 1000 %% %(months)s AS back,
    1042 + n / 10 %% 5000 AS person, now() - make_interval(days => h / 1000 %% (30 * %(months)s)) AS at
FROM (SELECT n, hashint4(n) & 2147483647 AS h FROM generate_series(%(first)s::int, %(last)s::int) n) drawn;

INSERT INTO enrolment_attendance (offer_id, person_id, session, state, via, at)
SELECT town, person, 'L' || n, 'present', 'qr', at FROM load WHERE kind < 4;

INSERT INTO activities_attendee (public_id, activity_id, session_id, name, unit, via)
SELECT translate(left(md5('came' || n), 12), '01', 'xy'), town, town * %(months)s + back, '职工' || n, '', 'code'
FROM load WHERE kind BETWEEN 4 AND 6;

INSERT INTO benefits_receipt (content_id, person_id, number, cap, organisation_id, stock_id, movement_id, quantity,
    value, via, key, by_id, at)
SELECT 1, person, 1 + n / 50000 * 3 + kind - 7, 32767, town, 1, 1, 1, 100, 'code', md5('had' || n)::uuid, 1, at
FROM load WHERE kind > 6
