-- SPDX-License-Identifier: Apache-2.0
-- Decides up to 1,000 requests at once, each of a different person. The groups and offers are locked already, by
-- a statement before this one: its snapshot is younger than the lock. Same questions in the same order as rules.py.
WITH moment AS MATERIALIZED (
    SELECT coalesce(%(at)s::timestamptz, clock_timestamp()) AS at
),
asked AS MATERIALIZED (
    SELECT r.n, r.person_id, r.offer_id, r.key, r.hash
    FROM unnest(%(persons)s::bigint[], %(offers)s::bigint[], %(keys)s::text[], %(hashes)s::bytea[])
         WITH ORDINALITY AS r (person_id, offer_id, key, hash, n)
),
terms AS MATERIALIZED (
    SELECT o.*, t.path AS open_path, u.path AS org_path, (o.opens_at AT TIME ZONE %(zone)s)::date AS opening_day,
           CASE WHEN o.mode = 'lottery' OR o.waiting > 0 THEN 0 ELSE o.size - o.taken - o.held END AS free,
           CASE WHEN o.mode = 'lottery' OR o.waiting_size IS NULL THEN 1000000000
                ELSE o.waiting_size - o.waiting END AS waiting_free
    FROM enrolment_offer o
    JOIN organisations_organisation u ON u.id = o.organisation_id
    LEFT JOIN organisations_organisation t ON t.id = o.open_to_id
    WHERE o.id = ANY (%(offers)s::bigint[])
),
-- LIMIT 1 keeps each look a visit to an index, whatever the statistics say of a table that grew a second ago.
judged AS MATERIALIZED (
    SELECT a.n, a.person_id, a.offer_id, a.key, a.hash, o.group_id, o.org_path, o.free, o.waiting_free, o.waiting,
           o.last_number, held.number AS held_number, held.receipt AS held_receipt, held.at AS held_at,
           held.position AS held_position,
        CASE
            WHEN held.outcome IS NOT NULL THEN held.outcome
            WHEN o.cancelled_at IS NOT NULL THEN 'cancelled'
            WHEN m.at < o.opens_at THEN 'not_open_yet'
            WHEN m.at >= o.closes_at THEN 'closed'
            WHEN o.mode = 'ranked' THEN 'choose_instead'
            WHEN o.audience <> 'everyone' AND s.is_real_name IS NOT TRUE THEN 'real_name_only'
            WHEN o.audience = 'members' AND coalesce(s.path, '') = '' THEN 'members_only'
            WHEN o.open_path IS NOT NULL
                 AND NOT coalesce(s.path >= o.open_path AND s.path < o.open_path || '~', false) THEN 'not_yours'
            WHEN cardinality(o.any_tags) > 0 AND NOT coalesce(s.tags && o.any_tags, false) THEN 'other_people'
            WHEN (o.min_age IS NOT NULL OR o.max_age IS NOT NULL) AND s.born_on IS NULL THEN 'age_unknown'
            WHEN extract(year FROM age(o.opening_day, s.born_on)) < o.min_age THEN 'too_young'
            WHEN extract(year FROM age(o.opening_day, s.born_on)) > o.max_age THEN 'too_old'
            WHEN o.group_id IS NOT NULL AND other.holds THEN 'one_per_group'
            WHEN o.minds_pauses AND paused.until > o.opens_at THEN 'paused'
        END AS answer
    FROM asked a
    CROSS JOIN moment m
    JOIN terms o ON o.id = a.offer_id
    LEFT JOIN LATERAL (
        SELECT s.path, s.is_real_name, s.tags, s.born_on FROM people_standing s
        WHERE s.person_id = a.person_id LIMIT 1
    ) s ON true
    LEFT JOIN LATERAL (
        (SELECT CASE WHEN k.body_hash = a.hash THEN 're_' || k.outcome ELSE 'key_reused' END AS outcome,
                k.number, k.receipt, k.moment AS at, k.position
         FROM enrolment_keyedrequest k WHERE k.person_id = a.person_id AND k.key = a.key LIMIT 1)
        UNION ALL
        (SELECT 'held', p.number, p.receipt, p.taken_at, 0 FROM enrolment_place p
         WHERE p.offer_id = a.offer_id AND p.person_id = a.person_id LIMIT 1)
        UNION ALL
        (SELECT 'invited', i.number, i.receipt, i.offered_at, 0 FROM enrolment_invitation i
         WHERE i.offer_id = a.offer_id AND i.person_id = a.person_id LIMIT 1)
        UNION ALL
        (SELECT 'queued', w.number, w.receipt, w.joined_at,
                (SELECT count(*) FROM enrolment_waiting b WHERE b.offer_id = w.offer_id AND b.number <= w.number)
         FROM enrolment_waiting w WHERE w.offer_id = a.offer_id AND w.person_id = a.person_id LIMIT 1)
        LIMIT 1
    ) held ON true
    LEFT JOIN LATERAL (
        (SELECT true AS holds FROM enrolment_place p
         WHERE p.group_id = o.group_id AND p.person_id = a.person_id LIMIT 1)
        UNION ALL
        (SELECT true FROM enrolment_invitation i
         WHERE i.group_id = o.group_id AND i.person_id = a.person_id LIMIT 1)
        LIMIT 1
    ) other ON true
    LEFT JOIN LATERAL (
        SELECT max(p.until) AS until FROM enrolment_pause p
        WHERE p.person_id = a.person_id AND p.lifted_at IS NULL
    ) paused ON true
),
fit AS (
    SELECT n, row_number() OVER (PARTITION BY offer_id ORDER BY n) AS rank FROM judged WHERE answer IS NULL
),
decided AS MATERIALIZED (
    SELECT j.n, j.person_id, j.offer_id, j.group_id, j.org_path, j.key, j.hash,
        CASE
            WHEN j.answer IS NOT NULL THEN j.answer
            WHEN f.rank <= j.free THEN 'taken'
            WHEN f.rank <= greatest(j.free, 0) + j.waiting_free THEN 'waiting'
            ELSE 'full'
        END AS outcome,
        CASE WHEN j.answer IS NULL THEN j.last_number + f.rank ELSE j.held_number END AS number,
        CASE WHEN j.answer IS NULL
             THEN lpad((j.last_number + f.rank)::text, greatest(4, length((j.last_number + f.rank)::text)), '0')
                  || '-' || left(gen_random_uuid()::text, 8)
             ELSE j.held_receipt END AS receipt,
        CASE WHEN j.answer IS NULL THEN greatest(j.waiting + f.rank - greatest(j.free, 0), 0)
             ELSE j.held_position END AS position,
        CASE WHEN j.answer IS NULL THEN m.at ELSE j.held_at END AS at
    FROM judged j CROSS JOIN moment m LEFT JOIN fit f ON f.n = j.n
),
places AS (
    INSERT INTO enrolment_place (offer_id, person_id, group_id, number, receipt, via, taken_at)
    SELECT offer_id, person_id, group_id, number, receipt, %(via)s, at FROM decided WHERE outcome = 'taken' ORDER BY n
),
queue AS (
    INSERT INTO enrolment_waiting (offer_id, person_id, number, receipt, via, joined_at)
    SELECT offer_id, person_id, number, receipt, %(via)s, at FROM decided WHERE outcome = 'waiting' ORDER BY n
),
keyed AS (
    INSERT INTO enrolment_keyedrequest (person_id, key, body_hash, offer_id, outcome, receipt, number, position, moment)
    SELECT person_id, key, hash, offer_id, outcome, receipt, number, position, at FROM decided
    WHERE key IS NOT NULL AND outcome IN ('taken', 'waiting', 'held', 'queued', 'invited')
),
journal AS (
    INSERT INTO journal_entry (fact, actor_id, org_path, data)
    SELECT CASE outcome WHEN 'taken' THEN 'enrolment.place_taken' ELSE 'enrolment.waiting_joined' END,
           coalesce(%(by)s::bigint, person_id), org_path,
           jsonb_build_object('offer', offer_id, 'person', person_id, 'number', number)
    FROM decided WHERE outcome IN ('taken', 'waiting') ORDER BY n
),
counted AS (
    UPDATE enrolment_offer o
    SET taken = o.taken + c.taken, waiting = o.waiting + c.waiting, last_number = o.last_number + c.taken + c.waiting
    FROM (
        SELECT offer_id, count(*) FILTER (WHERE outcome = 'taken') AS taken,
               count(*) FILTER (WHERE outcome = 'waiting') AS waiting
        FROM decided WHERE outcome IN ('taken', 'waiting') GROUP BY offer_id
    ) c
    WHERE o.id = c.offer_id
)
SELECT n::int - 1, outcome, number, receipt, position::int, at FROM decided
