-- One booking, decided by the database. A unit nobody has then and a turn of that day are looked for; if
-- another transaction was quicker with either, the constraints let nothing in, and the verb looks again.
-- A row always comes back: the unit and the turn that were free (NULL: none), and the booking (NULL: none).
WITH free AS (
    SELECT u.unit FROM generate_series(1, %(units)s::int) AS u(unit)
    WHERE NOT EXISTS (
        SELECT FROM booking_booking b
        WHERE int8range(b.resource_id, b.resource_id, '[]') && int8range(%(resource)s::bigint, %(resource)s::bigint, '[]')
          AND int4range(b.unit, b.unit, '[]') && int4range(u.unit, u.unit, '[]')
          AND b.period && tstzrange(%(starts_at)s::timestamptz, %(ends_at)s::timestamptz)
          AND b.state IN ('asked', 'confirmed', 'used'))
    ORDER BY u.unit LIMIT 1
), turn AS (
    SELECT t.turn FROM generate_series(1, %(turns)s::int) AS t(turn)
    WHERE %(series)s::bigint IS NOT NULL OR NOT EXISTS (
        SELECT FROM booking_booking b
        WHERE (b.person_id = %(person)s::bigint OR b.union_id = %(union)s::bigint AND b.series_id IS NULL)
          AND b.organisation_id = %(organisation)s::bigint AND b.kind = %(kind)s::text AND b.day = %(day)s::date
          AND b.turn = t.turn AND b.state IN ('asked', 'confirmed', 'used', 'no_show'))
    ORDER BY t.turn LIMIT 1
), made AS (
    INSERT INTO booking_booking (
        public_id, resource_id, organisation_id, kind, is_private, unit, period, starts_at, ends_at, day, turn,
        person_id, union_id, series_id, purpose, people, state, by_id, at, answer_by, note)
    SELECT %(public_id)s::text, %(resource)s::bigint, %(organisation)s::bigint, %(kind)s::text, %(is_private)s::boolean, free.unit,
           tstzrange(%(starts_at)s::timestamptz, %(ends_at)s::timestamptz), %(starts_at)s::timestamptz, %(ends_at)s::timestamptz, %(day)s::date, turn.turn,
           %(person)s::bigint, %(union)s::bigint, %(series)s::bigint, %(purpose)s::text, %(people)s::int, %(state)s::text, %(by)s::bigint, %(at)s::timestamptz,
           %(answer_by)s::timestamptz, ''
    FROM free, turn
    ON CONFLICT DO NOTHING
    RETURNING id
)
SELECT (SELECT unit FROM free), (SELECT turn FROM turn), (SELECT id FROM made)
