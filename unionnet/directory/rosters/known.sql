-- Rows of a staged part that meet somebody of the register, and what binds that person to a union: by the
-- document, also one that was replaced since; without one by phone and name; without either by the name within the union. A document also meets
-- a record of the union that waits to be completed under this name.
WITH met AS (
    SELECT i.row, p.id, true AS surely FROM incoming i JOIN people_person p ON p.id_index = i.id_index
    UNION
    SELECT i.row, f.person_id, true FROM incoming i JOIN people_formerdocument f ON f.id_index = i.id_index
    UNION
    SELECT i.row, p.id, true FROM incoming i
    JOIN people_person p ON p.mobile_index = i.mobile_index AND p.name = i.name
    WHERE i.id_index IS NULL
    UNION
    SELECT i.row, p.id, false FROM incoming i
    JOIN people_person p ON p.name = i.name
    JOIN people_membership m ON m.person_id = p.id AND m.state = ANY(%(members)s)
    WHERE i.id_index IS NULL AND m.organisation_id = i.organisation_id
      AND (i.mobile_index IS NULL OR p.mobile_index IS NULL)
    UNION
    SELECT i.row, p.id, false FROM incoming i
    JOIN people_person p ON p.name = i.name AND p.name > '' AND p.id_index IS NULL
    JOIN people_membership m ON m.person_id = p.id AND m.state = ANY(%(members)s)
    WHERE i.id_index IS NOT NULL AND m.organisation_id = i.organisation_id
      AND (p.mobile_index IS NULL OR i.mobile_index IS NULL OR p.mobile_index = i.mobile_index)
)
SELECT DISTINCT ON (met.row) met.row, p.id, p.name, met.surely, p.id_index IS NULL,
       count(*) OVER (PARTITION BY met.row) > 1,
       m.id, m.state, m.organisation_id, o.name, m.roster_id
FROM met
JOIN people_person p ON p.id = met.id
LEFT JOIN people_membership m ON m.person_id = p.id AND m.state = ANY(%(binding)s)
LEFT JOIN organisations_organisation o ON o.id = m.organisation_id
ORDER BY met.row, NOT met.surely, m.state = ANY(%(open)s) NULLS LAST, p.id
