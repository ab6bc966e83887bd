-- SPDX-License-Identifier: Apache-2.0
-- Decides up to 1,000 tries at once, each of a different person. The raffles are locked already, by a statement
-- before this one: its snapshot is younger than the lock. Same questions in the same order as raffle_rules.py, and
-- the same words as chances.py: HMAC-SHA256 from its two pads, as stock PostgreSQL has SHA-256 alone.
WITH moment AS MATERIALIZED (
    SELECT coalesce(%(at)s::timestamptz, clock_timestamp()) AS at
),
asked AS MATERIALIZED (
    SELECT a.n, a.person_id, a.raffle_id, a.key, a.hash
    FROM unnest(%(persons)s::bigint[], %(raffles)s::bigint[], %(keys)s::text[], %(hashes)s::bytea[])
         WITH ORDINALITY AS a (person_id, raffle_id, key, hash, n)
),
terms AS MATERIALIZED (
    SELECT r.*, u.path AS org_path, t.path AS open_path, s.inner_pad, s.outer_pad,
           EXISTS (SELECT FROM benefits_prize p WHERE p.raffle_id = r.id AND p.until > p.since
                   AND (p.is_card OR p.left > 0)) AS has_some
    FROM unnest(%(known)s::bigint[], %(inner)s::bytea[], %(outer)s::bytea[]) AS s (id, inner_pad, outer_pad)
    JOIN benefits_raffle r ON r.id = s.id
    JOIN organisations_organisation u ON u.id = r.organisation_id
    LEFT JOIN organisations_organisation t ON t.id = r.open_to_id
),
-- LIMIT 1 keeps each look a visit to an index, whatever the statistics say of a table that grew a second ago. An
-- EXISTS would not: planned while nobody has won, it reads all wins there are, for every batch.
judged AS MATERIALIZED (
    SELECT a.n, a.person_id, a.raffle_id, a.key, a.hash, coalesce(latest.turn, 0) AS turns,
           again.number, again.receipt, again.prize_id, again.at,
        CASE
            WHEN again.outcome IS NOT NULL THEN again.outcome
            WHEN r.cancelled_at IS NOT NULL THEN 'cancelled'
            WHEN m.at < r.opens_at THEN 'not_open_yet'
            WHEN m.at >= r.closes_at OR r.published_at IS NOT NULL THEN 'closed'
            WHEN s.is_real_name IS NOT TRUE THEN 'real_name_only'
            WHEN r.audience = 'members' AND coalesce(s.path, '') = '' THEN 'members_only'
            WHEN r.open_path IS NOT NULL
                 AND NOT coalesce(s.path >= r.open_path AND s.path < r.open_path || '~', false) THEN 'not_yours'
            WHEN cardinality(r.any_tags) > 0 AND NOT coalesce(s.tags && r.any_tags, false) THEN 'other_people'
            WHEN win.won THEN 'won_already'
            WHEN latest.turn >= r.tries THEN 'no_tries_left'
            WHEN r.is_earned AND coalesce(latest.turn, 0) >= (
                SELECT count(*) FROM benefits_earned e
                WHERE e.raffle_id = a.raffle_id AND e.person_id = a.person_id) THEN 'not_earned'
            WHEN r.mode = 'instant' AND NOT r.has_some THEN 'gone'
        END AS answer
    FROM asked a
    CROSS JOIN moment m
    JOIN terms r ON r.id = a.raffle_id
    LEFT JOIN LATERAL (
        SELECT s.path, s.is_real_name, s.tags FROM people_standing s WHERE s.person_id = a.person_id LIMIT 1
    ) s ON true
    LEFT JOIN LATERAL (
        SELECT e.turn, e.number, e.receipt, e.prize_id, e.at FROM benefits_entry e
        WHERE e.raffle_id = a.raffle_id AND e.person_id = a.person_id ORDER BY e.turn DESC LIMIT 1
    ) latest ON true
    LEFT JOIN LATERAL (
        SELECT true AS won FROM benefits_win w
        WHERE w.raffle_id = a.raffle_id AND w.person_id = a.person_id LIMIT 1
    ) win ON true
    LEFT JOIN LATERAL (
        (SELECT CASE WHEN e.body_hash = a.hash THEN 're_tried' ELSE 'key_reused' END AS outcome,
                e.number, e.receipt, e.prize_id, e.at
         FROM benefits_entry e WHERE e.person_id = a.person_id AND e.key = a.key AND e.key <> '' LIMIT 1)
        UNION ALL
        (SELECT 'held', latest.number, latest.receipt, latest.prize_id, latest.at
         WHERE r.tries = 1 AND latest.turn IS NOT NULL)
        LIMIT 1
    ) again ON true
),
numbered AS MATERIALIZED (
    SELECT j.n, j.raffle_id, r.mode, r.last_number + row_number() OVER (PARTITION BY j.raffle_id ORDER BY j.n) AS number,
           r.inner_pad, r.outer_pad
    FROM judged j JOIN terms r ON r.id = j.raffle_id WHERE j.answer IS NULL
),
spoken AS MATERIALIZED (
    SELECT n, raffle_id, number,
           CASE WHEN mode = 'instant' THEN
               ('x' || encode(substring(sha256(outer_pad || sha256(inner_pad || int8send(number))) FROM 1 FOR 7), 'hex')
               )::bit(56)::bigint %% 1000000
           END AS word
    FROM numbered
),
hit AS (
    SELECT s.n, s.number, p.id AS prize_id, p.is_card, p.left,
           row_number() OVER (PARTITION BY p.id ORDER BY s.number) AS place
    FROM spoken s
    LEFT JOIN benefits_prize p ON p.raffle_id = s.raffle_id AND s.word >= p.since AND s.word < p.until
),
decided AS MATERIALIZED (
    SELECT j.n, j.person_id, j.raffle_id, j.key, j.hash, j.turns,
           coalesce(j.answer, 'tried') AS outcome,
           coalesce(h.number, j.number) AS number,
           CASE WHEN j.answer IS NULL
                THEN lpad(h.number::text, greatest(4, length(h.number::text)), '0') || '-' || left(gen_random_uuid()::text, 8)
                ELSE j.receipt END AS receipt,
           CASE WHEN j.answer IS NOT NULL THEN j.prize_id
                WHEN h.is_card OR h.place <= h.left THEN h.prize_id END AS prize_id,
           j.answer IS NULL AND NOT h.is_card AND h.place <= h.left AS wins,
           CASE WHEN j.answer IS NULL THEN m.at ELSE j.at END AS at
    FROM judged j CROSS JOIN moment m LEFT JOIN hit h ON h.n = j.n
),
entries AS (
    INSERT INTO benefits_entry (raffle_id, number, person_id, turn, cap, prize_id, receipt, key, body_hash, at)
    SELECT d.raffle_id, d.number, d.person_id, d.turns + 1, r.tries, d.prize_id, d.receipt, coalesce(d.key, ''),
           CASE WHEN d.key IS NOT NULL THEN d.hash END, d.at
    FROM decided d JOIN terms r ON r.id = d.raffle_id WHERE d.outcome = 'tried' ORDER BY d.n
),
wins AS (
    INSERT INTO benefits_win (raffle_id, prize_id, person_id, number, at, until)
    SELECT d.raffle_id, d.prize_id, d.person_id, d.number, d.at,
           ((d.at AT TIME ZONE %(zone)s)::date + 1 + r.claim_days)::timestamp AT TIME ZONE %(zone)s
    FROM decided d JOIN terms r ON r.id = d.raffle_id WHERE d.wins ORDER BY d.n
),
entitled AS (
    INSERT INTO benefits_entitled (benefit_id, person_id)
    SELECT p.benefit_id, d.person_id FROM decided d JOIN benefits_prize p ON p.id = d.prize_id
    WHERE d.wins AND p.benefit_id IS NOT NULL ORDER BY d.n
),
journal AS (
    INSERT INTO journal_entry (fact, actor_id, org_path, data)
    SELECT 'benefits.prize_won', d.person_id, r.org_path,
           jsonb_build_object('raffle_id', d.raffle_id, 'person_id', d.person_id, 'number', d.number, 'prize_id', d.prize_id)
    FROM decided d JOIN terms r ON r.id = d.raffle_id WHERE d.wins ORDER BY d.n
),
taken AS (
    UPDATE benefits_prize p SET "left" = p.left - c.won
    FROM (SELECT prize_id, count(*) AS won FROM decided WHERE wins GROUP BY prize_id) c WHERE p.id = c.prize_id
),
counted AS (
    UPDATE benefits_raffle r SET last_number = c.number
    FROM (SELECT raffle_id, max(number) AS number FROM decided WHERE outcome = 'tried' GROUP BY raffle_id) c
    WHERE r.id = c.raffle_id
)
SELECT n::int - 1, outcome, number::int, receipt, prize_id, at FROM decided
