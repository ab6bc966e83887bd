-- One statement: the notices that are new, and a delivery for every outer channel their reader has open.
WITH made AS (
    INSERT INTO reach_notice (public_id, person_id, kind, title, text, facts, url, key, organisation_id, message_id)
    SELECT wanted.public_id, wanted.person_id, %(kind)s, %(title)s, %(text)s, %(facts)s::jsonb, %(url)s, %(key)s,
           %(organisation)s::bigint, %(message)s::bigint
    FROM unnest(%(people)s::bigint[], %(public_ids)s::text[]) AS wanted (person_id, public_id)
    ON CONFLICT (person_id, key) DO NOTHING
    RETURNING id, person_id
), sent_on AS (
    INSERT INTO reach_delivery (notice_id, channel, rank, next_at)
    SELECT made.id, open.channel, %(rank)s, %(next_at)s
    FROM made
    JOIN people_person person ON person.id = made.person_id
    CROSS JOIN unnest(%(channels)s::text[]) AS open (channel)
    LEFT JOIN reach_preference chosen
        ON chosen.person_id = made.person_id AND chosen.family = %(family)s AND chosen.channel = open.channel
    WHERE coalesce(chosen.is_on, open.channel = ANY (%(defaults)s::text[]))
      AND CASE open.channel
            WHEN 'sms' THEN person.mobile_index IS NOT NULL
            ELSE %(simulated)s OR EXISTS (
                SELECT FROM people_account account
                JOIN socialaccount_socialaccount bound ON bound.user_id = account.id AND bound.provider = 'weixin'
                WHERE account.person_id = made.person_id)
          END
)
SELECT count(*) FROM made
