-- Count every union by itself from the registers, and forget the changes this same snapshot has seen.
WITH forgotten AS (DELETE FROM figures_change)
INSERT INTO figures_sum (organisation_id, mark, n)
SELECT organisation_id, mark, count(*)
FROM (SELECT m.organisation_id, marks.mark
      FROM people_membership m JOIN people_person p ON p.id = m.person_id
      CROSS JOIN LATERAL figures_marks_of_membership(m.state, m.decided_at, m.decided_by_id, m.due_on, p.tags) AS marks (mark)
      UNION ALL
      SELECT o.id, marks.mark FROM organisations_organisation o
      CROSS JOIN LATERAL figures_marks_of_organisation(o.kind, o.since, o.until) AS marks (mark)
      UNION ALL
      SELECT organisation_id, 'stations' FROM places_site WHERE kind = 'station' AND status = 'open') AS every_mark
GROUP BY organisation_id, mark
