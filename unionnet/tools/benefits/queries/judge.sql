-- SPDX-License-Identifier: Apache-2.0
-- Who of those asked may be given the benefit from that union's stock, and why not. One set of questions, asked
-- by the pages and, under its locks, by the verb that writes (actions/give.sql follows this text).
WITH terms AS MATERIALIZED (
    SELECT b.*, o.path AS open_path, date_trunc('year', %(at)s::timestamptz, %(zone)s) AS year_from
    FROM benefits_benefit b
    JOIN organisations_organisation o ON o.id = b.open_to_id
    WHERE b.id = %(benefit)s
),
contents AS MATERIALIZED (
    SELECT c.id, c.item_id, c.quantity, c.quantity * i.value AS value
    FROM benefits_content c
    JOIN benefits_item i ON i.id = c.item_id
    WHERE c.benefit_id = %(benefit)s
),
worth AS MATERIALIZED (
    SELECT min(id) AS first_content, coalesce(sum(value), 0) AS value FROM contents
),
asked AS MATERIALIZED (
    SELECT r.n, r.person_id, r.key
    FROM unnest(%(persons)s::bigint[], %(keys)s::uuid[]) WITH ORDINALITY AS r (person_id, key, n)
),
judged AS MATERIALIZED (
    SELECT a.n, a.person_id, a.key, held.number, b.per_person AS cap,
        CASE
            WHEN held.undone THEN 'revoked'
            WHEN held.again THEN 'again'
            WHEN b.ended_at IS NOT NULL THEN 'ended'
            WHEN %(at)s::timestamptz < b.opens_at THEN 'not_open_yet'
            WHEN %(at)s::timestamptz >= b.closes_at THEN 'closed'
            WHEN held.times >= b.per_person THEN 'received'
            -- On a list one stands by name, wherever one is a member, or nowhere.
            WHEN b.by_list AND listed.person_id IS NULL THEN 'not_on_list'
            WHEN NOT b.by_list AND coalesce(s.path, '') = '' THEN 'members_only'
            WHEN NOT b.by_list AND NOT (s.path >= b.open_path AND s.path < b.open_path || '~') THEN 'not_yours'
            WHEN cardinality(b.any_tags) > 0 AND NOT s.tags && b.any_tags THEN 'other_people'
            WHEN (b.joined_from IS NOT NULL OR b.joined_until IS NOT NULL) AND NOT coalesce(
                     joined.day >= coalesce(b.joined_from, joined.day)
                     AND joined.day <= coalesce(b.joined_until, joined.day), false) THEN 'joined_other_days'
            WHEN had.festivals >= %(times)s AND NOT had.this_one THEN 'over_times'
            WHEN had.for_this_one + w.value > %(once)s THEN 'over_once'
            WHEN had.in_the_year + w.value > %(year)s THEN 'over_year'
        END AS answer
    FROM asked a
    CROSS JOIN terms b
    CROSS JOIN worth w
    LEFT JOIN LATERAL (
        SELECT s.path, s.tags FROM people_standing s WHERE s.person_id = a.person_id LIMIT 1
    ) s ON true
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE r.revoked_at IS NULL) AS times,
               coalesce(bool_or(r.key = a.key), false) AS again,
               coalesce(bool_or(r.key = a.key AND r.revoked_at IS NOT NULL), false) AS undone,
               -- The lowest that is free: what was revoked leaves a gap.
               (SELECT min(free) FROM generate_series(1, b.per_person + 1) free
                WHERE free <> ALL (coalesce(array_agg(r.number) FILTER (WHERE r.revoked_at IS NULL), '{}'))) AS number
        FROM benefits_receipt r
        WHERE r.content_id = w.first_content AND r.person_id = a.person_id
    ) held
    LEFT JOIN LATERAL (
        SELECT (m.decided_at AT TIME ZONE %(zone)s)::date AS day
        FROM people_membership m
        WHERE (b.joined_from IS NOT NULL OR b.joined_until IS NOT NULL)
        AND m.person_id = a.person_id AND m.state = ANY (%(member_states)s) LIMIT 1
    ) joined ON true
    LEFT JOIN benefits_entitled listed ON listed.benefit_id = b.id AND listed.person_id = a.person_id
    LEFT JOIN LATERAL (
        SELECT coalesce(sum(r.value), 0) AS in_the_year,
               coalesce(sum(r.value) FILTER (WHERE p.festival = b.festival), 0) AS for_this_one,
               count(DISTINCT p.festival) AS festivals,
               coalesce(bool_or(p.festival = b.festival), false) AS this_one
        FROM benefits_receipt r
        JOIN benefits_content c ON c.id = r.content_id
        JOIN benefits_benefit p ON p.id = c.benefit_id
        WHERE b.occasion = 'festival' AND p.occasion = 'festival' AND r.person_id = a.person_id
        AND r.revoked_at IS NULL
        AND r.at >= b.year_from AND r.at < b.year_from + interval '1 year'
    ) had ON true
),
-- What lies on the shelves, the first to go bad in front; `hi` counts how many persons it is enough for.
shelves AS MATERIALIZED (
    SELECT c.id AS content_id, c.quantity, c.value, s.id AS stock_id, s.batch_id, s.on_hand / c.quantity AS slots,
           sum(s.on_hand / c.quantity) OVER (PARTITION BY c.id ORDER BY b.best_before NULLS LAST, s.id) AS hi
    FROM contents c
    JOIN benefits_batch b ON b.item_id = c.item_id
    JOIN benefits_stock s ON s.batch_id = b.id AND s.organisation_id = %(union)s
    WHERE s.on_hand >= c.quantity
),
room AS MATERIALIZED (
    SELECT coalesce(min(enough), 0) AS n
    FROM (SELECT coalesce(max(s.hi), 0) AS enough FROM contents c LEFT JOIN shelves s ON s.content_id = c.id GROUP BY c.id) each
),
decided AS MATERIALIZED (
    SELECT j.n, j.person_id, j.key, j.number, j.cap, f.rank,
        CASE WHEN j.answer IS NOT NULL THEN j.answer WHEN f.rank <= room.n THEN 'given' ELSE 'none_left' END AS outcome
    FROM judged j
    CROSS JOIN room
    LEFT JOIN (SELECT n, row_number() OVER (ORDER BY n) AS rank FROM judged WHERE answer IS NULL) f ON f.n = j.n
)
