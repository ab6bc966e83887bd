# SPDX-License-Identifier: Apache-2.0
"""Codes go to a phone at most once a minute and ten times in 24 hours: one row a phone, for all processes."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.db import connection
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Account, Person
from unionnet.directory.reach.models import CodeTurn
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb

DAY = timedelta(hours=24)

# The upsert judges the row it has locked: two requests never both see the old count.
TAKE = """
    INSERT INTO reach_codeturn AS turn (mobile_index, sent) VALUES (%(phone)s, ARRAY[%(at)s])
    ON CONFLICT (mobile_index) DO UPDATE
    SET sent = (SELECT array_agg(each ORDER BY each)
                FROM unnest(turn.sent || %(at)s) each WHERE each > %(day_before)s)
    WHERE (SELECT count(*) < %(limit)s AND coalesce(max(each) <= %(pause_before)s, true)
           FROM unnest(turn.sent) each WHERE each > %(day_before)s)
    RETURNING id
"""


@verb
def take_code_turn(mobile: str, *, at: datetime | None = None) -> None:
    """Count one code for this phone. Raises `Refusal("too_many_codes")` with when to try again (RE-01)."""
    at = at or database_now()
    pause = rule("RE-01.seconds_between_codes", on=local_date(at))
    limit = rule("RE-01.codes_a_day", on=local_date(at))
    phone = blind_index("mobile", mobile)
    with connection.cursor() as cursor:
        cursor.execute(
            TAKE,
            {
                "phone": phone,
                "at": at,
                "day_before": at - DAY,
                "pause_before": at - timedelta(seconds=pause.value),
                "limit": limit.value,
            },
        )
        if cursor.fetchone():
            return
    sent = [moment for moment in CodeTurn.objects.get(mobile_index=phone).sent if moment > at - DAY]
    if len(sent) >= limit.value:
        raise Refusal(
            "too_many_codes",
            _("这个手机号 24 小时内已收到 %(limit)s 条验证码，请 %(hours)s 小时后再试，或到工会现场办理。"),
            rule=limit.citation,
            limit=limit.value,
            hours=ceil((min(sent) + DAY - at) / timedelta(hours=1)),
        )
    raise Refusal(
        "too_many_codes",
        _("验证码刚刚发过，请 %(seconds)s 秒后再试。"),
        rule=pause.citation,
        seconds=max(1, ceil((max(sent) - at).total_seconds() + pause.value)),
    )


@verb
def forget_code_turns(*, at: datetime | None = None) -> int:
    """Drop phones that got no code in the last 24 hours."""
    before = (at or database_now()) - DAY
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM reach_codeturn WHERE NOT EXISTS (SELECT FROM unnest(sent) each WHERE each > %s)",
            [before],
        )
        return int(cursor.rowcount)


def forget_code_turns_of(people: list[int]) -> int:
    """They are to be forgotten: so are the blind indexes of their phones."""
    indexes = Account.objects.filter(person__in=people).values_list("mobile_index", flat=True)
    own = Person.objects.filter(pk__in=people).values_list("mobile_index", flat=True)
    known = [each for each in (*indexes, *own) if each]
    return CodeTurn.objects.filter(mobile_index__in=known).delete()[0]
