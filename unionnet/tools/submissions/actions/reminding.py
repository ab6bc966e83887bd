# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_noop as _

from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.rulebook import rule
from unionnet.tools.submissions.models import OPEN_STATES, Submission
from unionnet.tools.submissions.queries import address_of, officers_of

BATCH = 500
# What is overdue for longer was reminded of long ago.
LOOK_BACK = timedelta(days=7)


def remind(at: datetime | None = None) -> int:
    """Tell the officers where papers lie that are due soon or overdue, once each. Returns how many papers."""
    today = local_date(at or database_now())
    ahead = rule("SUB-02.remind_days_before", on=today).value
    soon = Submission.objects.filter(
        state__in=OPEN_STATES, due_on__gte=today - LOOK_BACK, due_on__lte=today + timedelta(days=ahead)
    ).select_related("sender", "holder")
    told = 0
    for submission in soon.order_by("due_on", "id").iterator(BATCH):
        late = submission.due_on is not None and submission.due_on < today
        title, text = _("请示快到办理期限"), _("%(sender)s：%(title)s，请在 %(day)s 前办理。")
        if late:
            title, text = _("请示已超过办理期限"), _("%(sender)s：%(title)s，期限是 %(day)s。")
        told += 1
        notify_all(
            officers_of(submission.holder),
            kind="submissions.late" if late else "submissions.due",
            title=title,
            text=text,
            facts={"sender": submission.sender.name, "title": submission.title, "day": submission.due_on},
            url=address_of(submission),
            organisation=submission.holder,
            unique=f"submissions:{submission.pk}:{submission.steps}:{'late' if late else 'due'}",
        )
    return told
