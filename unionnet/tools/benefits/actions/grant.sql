-- SPDX-License-Identifier: Apache-2.0
-- Prizes that are set apart, to persons in the order given, while there are some. The raffle is locked already, by a
-- statement before this one. A win like any other but that no try stands behind it: it has no number.
WITH moment AS MATERIALIZED (
    SELECT coalesce(%(at)s::timestamptz, clock_timestamp()) AS at
),
terms AS MATERIALIZED (
    SELECT p.id AS prize_id, p."left", p.benefit_id, r.id AS raffle_id, r.claim_days, u.path AS org_path
    FROM benefits_prize p
    JOIN benefits_raffle r ON r.id = p.raffle_id
    JOIN organisations_organisation u ON u.id = r.organisation_id
    WHERE p.id = %(prize)s AND p.since = p.until AND NOT p.is_card
),
judged AS MATERIALIZED (
    SELECT a.n, a.person_id,
           EXISTS (SELECT FROM benefits_win w WHERE w.raffle_id = t.raffle_id AND w.person_id = a.person_id) AS has_won
    FROM unnest(%(persons)s::bigint[]) WITH ORDINALITY AS a (person_id, n) CROSS JOIN terms t
),
decided AS MATERIALIZED (
    SELECT j.n, j.person_id,
           CASE WHEN j.has_won THEN 'won_already'
                WHEN row_number() OVER (PARTITION BY j.has_won ORDER BY j.n) <= t."left" THEN 'granted'
                ELSE 'gone' END AS outcome
    FROM judged j CROSS JOIN terms t
),
wins AS (
    INSERT INTO benefits_win (raffle_id, prize_id, person_id, number, at, until)
    SELECT t.raffle_id, t.prize_id, d.person_id, NULL, m.at,
           ((m.at AT TIME ZONE %(zone)s)::date + 1 + t.claim_days)::timestamp AT TIME ZONE %(zone)s
    FROM decided d CROSS JOIN terms t CROSS JOIN moment m WHERE d.outcome = 'granted' ORDER BY d.n
),
entitled AS (
    INSERT INTO benefits_entitled (benefit_id, person_id)
    SELECT t.benefit_id, d.person_id FROM decided d CROSS JOIN terms t WHERE d.outcome = 'granted' ORDER BY d.n
),
journal AS (
    INSERT INTO journal_entry (fact, actor_id, org_path, data)
    SELECT 'benefits.prize_won', d.person_id, t.org_path,
           jsonb_build_object('raffle_id', t.raffle_id, 'person_id', d.person_id, 'number', NULL, 'prize_id', t.prize_id)
    FROM decided d CROSS JOIN terms t WHERE d.outcome = 'granted' ORDER BY d.n
),
taken AS (
    UPDATE benefits_prize p SET "left" = p."left" - c.granted
    FROM (SELECT count(*) AS granted FROM decided WHERE outcome = 'granted') c
    WHERE p.id = %(prize)s AND c.granted > 0
)
SELECT n::int - 1, outcome FROM decided
