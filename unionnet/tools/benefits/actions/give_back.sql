-- SPDX-License-Identifier: Apache-2.0
-- Prizes whose time is over: fetched, or back. The raffle and the people are locked already. What comes back while
-- the draw still runs can be won again, and the published list says after which try that was.
WITH due AS MATERIALIZED (
    SELECT w.id, w.person_id, w.prize_id, p.benefit_id,
           EXISTS (SELECT FROM benefits_receipt r JOIN benefits_content c ON c.id = r.content_id
                   WHERE c.benefit_id = p.benefit_id AND r.person_id = w.person_id AND r.revoked_at IS NULL) AS was_fetched
    FROM benefits_win w JOIN benefits_prize p ON p.id = w.prize_id
    WHERE w.id = ANY (%(wins)s::bigint[]) AND w.state = 'open' AND w.until <= %(at)s
),
marked AS (
    UPDATE benefits_win w SET state = CASE WHEN d.was_fetched THEN 'fetched' ELSE 'returned' END
    FROM due d WHERE w.id = d.id
),
struck AS (
    DELETE FROM benefits_entitled e USING due d
    WHERE NOT d.was_fetched AND e.benefit_id = d.benefit_id AND e.person_id = d.person_id
),
back AS MATERIALIZED (
    SELECT prize_id, count(*) AS quantity FROM due WHERE NOT was_fetched GROUP BY prize_id
),
returned AS (
    INSERT INTO benefits_givenback (raffle_id, prize_id, after_number, quantity, at)
    SELECT r.id, b.prize_id, r.last_number, b.quantity, %(at)s
    FROM back b JOIN benefits_raffle r ON r.id = %(raffle)s
    WHERE r.mode = 'instant' AND r.closes_at > %(at)s AND r.cancelled_at IS NULL AND r.published_at IS NULL
    RETURNING prize_id, quantity
),
won_again AS (
    UPDATE benefits_prize p SET "left" = p.left + i.quantity FROM returned i WHERE p.id = i.prize_id
)
SELECT count(*) FILTER (WHERE was_fetched), count(*) FILTER (WHERE NOT was_fetched) FROM due
