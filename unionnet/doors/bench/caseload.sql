-- Cases first … last of a city: n says what became of each, h where it lies. One in twenty is open; one in ten
-- came in at the city and went down by the county, the others at a county. A thousand towns, forty counties.
CREATE TEMP TABLE load ON COMMIT DROP AS
SELECT n, h, kinds[1 + h / 1000 %% 4] AS kind_id, m.title, m.text, m.words, taker, stage, levels, line,
    CASE WHEN stage = 3 THEN now() - make_interval(days => 12 + h %% 700)
         WHEN h %% 10 = 0 THEN now() - interval '20 days'
         ELSE now() - make_interval(hours => n %% 96) END AS at
FROM (SELECT *, CASE levels WHEN 3 THEN ARRAY[1, county, town] ELSE ARRAY[county, town] END AS line,
          CASE levels WHEN 3 THEN 1 ELSE county END AS taker
      FROM (SELECT n, h, 2 + h %% 40 AS county, 42 + h %% 1000 AS town,
                CASE WHEN n / 7 %% 10 = 0 THEN 3 ELSE 2 END AS levels,
                CASE WHEN n %% 20 <> 7 THEN 3 WHEN n / 20 %% 2 = 0 THEN 0 ELSE 1 + n / 40 %% 2 END AS stage
            FROM (SELECT n, hashint4(n) & 2147483647 AS h
                  FROM generate_series(%(first)s::int, %(last)s::int) n) drawn) each
     ) placed
JOIN bench_matter m ON m.number = h / 40000 %% %(matters)s
CROSS JOIN (SELECT %(kinds)s::bigint[] AS kinds) all_kinds;

INSERT INTO casework_case (id, public_id, kind_id, grade, is_sensitive, organisation_id, holder_id, channel,
    source_no, title, text, words, person_id, name, state, steps, parts, is_reopened, is_extended, received_at,
    due_at, due_rule, reply, closed_at, satisfied)
SELECT n, translate(left(md5('case' || n), 12), '01', 'xy'), kind_id, 'ordinary', false, taker,
    CASE WHEN stage IN (0, 3) THEN taker ELSE line[levels] END, 'call', '', title, text || '合同编号ht' || n,
    array_to_tsvector(words || ('ht' || n) || ARRAY(
        SELECT '@' || left(o.path, ends)
        FROM organisations_organisation o, generate_series(4, length(o.path), 4) ends
        WHERE o.id = ANY(CASE WHEN stage = 0 THEN ARRAY[taker] ELSE line END))),
    CASE WHEN n %% 2 = 0 THEN 1042 + h %% 5000 END, '',
    (ARRAY['received', 'dispatched', 'signed', 'closed'])[stage + 1],
    (ARRAY[1, 2 * levels - 2, 2 * levels - 1, 2 * levels + 1])[stage + 1],
    0, false, false, at, at + interval '7 days', 'CW-02.ordinary',
    CASE WHEN stage = 3 THEN '已经办好。' ELSE '' END,
    CASE WHEN stage = 3 THEN at + interval '3 days' END, CASE WHEN stage = 3 AND n %% 3 = 0 THEN n %% 7 > 0 END
FROM load;

INSERT INTO casework_dispatch (id, case_id, number, unit_id, sender_id, above_id, kind_id, grade, is_lead,
    is_final, state, sent_at, sign_due_at, signed_at, signed_by_id, due_at, is_paused, replied_at, closed_at,
    callbacks, satisfied)
SELECT n::bigint * 4 + number, n, number, line[number], line[number - 1],
    CASE WHEN number > 1 THEN n::bigint * 4 + number - 1 END, kind_id, 'ordinary', true, false,
    CASE WHEN stage = 3 THEN 'closed' WHEN number < levels AND stage > 0 THEN 'below'
         ELSE (ARRAY['received', 'sent', 'signed'])[stage + 1] END,
    at, CASE WHEN number > 1 THEN at + interval '1 day' END,
    CASE WHEN number > 1 AND (stage > 1 OR number < levels) THEN at + make_interval(hours => h %% 30) END,
    CASE WHEN number > 1 AND (stage > 1 OR number < levels) THEN line[number] END,
    at + interval '7 days', false,
    CASE WHEN stage = 3 THEN at + interval '2 days' END, CASE WHEN stage = 3 THEN at + interval '3 days' END,
    CASE WHEN stage = 3 AND n %% 3 = 0 THEN 1 ELSE 0 END,
    CASE WHEN stage = 3 AND n %% 3 = 0 AND n %% 7 > 0 THEN 1 ELSE 0 END
FROM load CROSS JOIN generate_series(1, 3) number WHERE number <= levels AND (stage > 0 OR number = 1);

INSERT INTO casework_step (case_id, number, move, state, by_id, organisation_id, unit_id, at, reason, papers)
SELECT n, s.number, s.move, s.state, line[s.doer], line[s.doer], line[s.sent_to],
    at + s.number * interval '1 hour',
    CASE WHEN s.move = 'reply' THEN '已经办好。' ELSE '' END, '{}'
FROM load l JOIN (VALUES
    (2, 1, 0, 'received', 'received', 1, NULL::int), (2, 2, 1, 'dispatch', 'dispatched', 1, 2),
    (2, 3, 2, 'sign_for', 'signed', 2, NULL), (2, 4, 3, 'reply', 'replied', 2, 1),
    (2, 5, 3, 'close', 'closed', 1, NULL),
    (3, 1, 0, 'received', 'received', 1, NULL), (3, 2, 1, 'dispatch', 'dispatched', 1, 2),
    (3, 3, 1, 'sign_for', 'signed', 2, NULL), (3, 4, 1, 'dispatch', 'dispatched', 2, 3),
    (3, 5, 2, 'sign_for', 'signed', 3, NULL), (3, 6, 3, 'reply', 'replied', 3, 1),
    (3, 7, 3, 'close', 'closed', 1, NULL)
) AS s (levels, number, stage, move, state, doer, sent_to) ON s.levels = l.levels AND s.stage <= l.stage;
