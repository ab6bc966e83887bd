-- Count every union by itself from the registers, and forget the changes this same snapshot has seen.
WITH forgotten AS (DELETE FROM figures_change)
INSERT INTO figures_sum (organisation_id, mark, n)
SELECT organisation_id, mark, sum(n)
FROM (SELECT m.organisation_id, marks.mark, 1 AS n
      FROM people_membership m JOIN people_person p ON p.id = m.person_id
      CROSS JOIN LATERAL figures_marks_of_membership(m.state, m.decided_at, m.decided_by_id, m.due_on, p.tags) AS marks (mark)
      UNION ALL
      SELECT o.id, marks.mark, 1 FROM organisations_organisation o
      CROSS JOIN LATERAL figures_marks_of_organisation(o.kind, o.since, o.until) AS marks (mark)
      UNION ALL
      SELECT organisation_id, 'stations', 1 FROM places_site WHERE kind = 'station' AND status = 'open'
      -- who follows: members with a document, and all real-name users at the top
      UNION ALL
      SELECT m.organisation_id, marks.mark, 1
      FROM people_membership m JOIN people_person p ON p.id = m.person_id AND p.id_index IS NOT NULL
      CROSS JOIN LATERAL (
          VALUES ('follower', TRUE), ('real_name:member', p.real_name_at IS NOT NULL)) AS marks (mark, holds)
      WHERE m.state IN ('active', 'transferring', 'auto_withdraw_proposed', 'retained') AND marks.holds
      UNION ALL
      SELECT figures_top(), 'real_name', count(*) FROM people_person
      WHERE real_name_at IS NOT NULL AND figures_top() IS NOT NULL HAVING count(*) > 0
      -- services, as FG-01 defines them
      UNION ALL
      SELECT o.organisation_id, figures_times('enrolment', a.at), 1
      FROM enrolment_attendance a JOIN enrolment_offer o ON o.id = a.offer_id WHERE a.state = 'present'
      UNION ALL
      SELECT y.organisation_id, figures_times('activities', s.starts_at), 1
      FROM activities_attendee a JOIN activities_session s ON s.id = a.session_id
      JOIN activities_activity y ON y.id = s.activity_id WHERE a.via NOT IN ('place', 'gift')
      UNION ALL
      SELECT organisation_id, figures_times('benefits', at), count(DISTINCT (key, person_id))
      FROM benefits_receipt WHERE revoked_at IS NULL GROUP BY 1, 2
      UNION ALL
      SELECT m.organisation_id, figures_times('vouchers', u.at), 1
      FROM benefits_use u JOIN benefits_merchant m ON m.id = u.merchant_id
      UNION ALL
      SELECT organisation_id, figures_times('booking', day), 1 FROM booking_booking WHERE state = 'used'
      UNION ALL
      SELECT organisation_id, figures_times('loans', lent_at), 1 FROM venues_loan
      UNION ALL
      SELECT organisation_id, figures_times('visits', day), times FROM venues_visitcount
      -- what came in, and how, as FG-03 defines it
      UNION ALL
      SELECT c.organisation_id,
             figures_item(k.key, figures_month(c.received_at), c.channel IN ('page', 'station', 'api')), 1
      FROM casework_case c JOIN casework_kind k ON k.id = c.kind_id
      WHERE c.channel <> 'programme' AND NOT c.is_sensitive
      UNION ALL
      SELECT organisation_id, figures_item('joining', figures_month(applied_at), channel <> 'officer'), 1
      FROM people_membership WHERE channel <> 'import') AS every_mark
GROUP BY organisation_id, mark
HAVING sum(n) <> 0
