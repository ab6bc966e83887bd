-- Strangers of a staged part become members: person, membership, history, standing and consent in one statement.
-- Whom another list writes in at this moment the unique index refuses: then the part is looked at again.
-- In the order of the index, which is that of the ids, so that two lists wait for each other in one direction only.
-- The worker spells the names.
WITH made AS (
    INSERT INTO people_person (id, public_id, name, pinyin, id_type, id_number, id_index, mobile, mobile_index,
                               sex, born_on, occupation, tags, real_name_at, created_at, nationality,
                               document_expires, other_name)
    SELECT person_id, person_key, name, '', id_type, id_number, id_index, mobile, mobile_index,
           sex, born_on, occupation, tags, CASE WHEN id_index IS NOT NULL THEN %(at)s END, %(at)s,
           nationality, expires_on, other_name
    FROM incoming ORDER BY person_id
    RETURNING id
), taken AS (
    INSERT INTO people_membership (id, public_id, person_id, organisation_id, state, card_no, channel, roster_id,
                                   unit, answer, applied_at, due_on, due_rule, decided_at, decided_by_id, reason)
    SELECT membership_id, membership_key, person_id, organisation_id, 'active', card_no, 'import', %(roster)s,
           unit, '', coalesce(joined_at, %(at)s), due_on, due_rule, coalesce(joined_at, %(at)s), %(by)s, ''
    FROM incoming JOIN made ON made.id = person_id ORDER BY membership_id
    RETURNING id, person_id, organisation_id, applied_at
), span AS (
    INSERT INTO people_membershipspan (membership_id, person_id, organisation_id, state, move, since, at, by_id,
                                       reason, basis, is_undone)
    SELECT id, person_id, organisation_id, 'active', 'approve', (applied_at AT TIME ZONE %(zone)s)::date, applied_at,
           %(by)s, '', '', false
    FROM taken
), standing AS (
    INSERT INTO people_standing (person_id, path, is_real_name, tags, born_on)
    SELECT i.person_id, o.path, i.id_index IS NOT NULL, i.tags, i.born_on
    FROM incoming i JOIN made ON made.id = i.person_id
    JOIN organisations_organisation o ON o.id = i.organisation_id
), consent AS (
    INSERT INTO people_consent (person_id, purpose, version, given_at)
    SELECT id, %(purpose)s, %(version)s, %(at)s FROM made
)
SELECT i.row, taken.id, taken.organisation_id FROM incoming i JOIN taken ON taken.id = i.membership_id ORDER BY 1
