# SPDX-License-Identifier: Apache-2.0
"""One clear next step for whoever looks at a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.tools.activities.models import Activity, Session
from unionnet.tools.activities.queries import Folder, is_alone
from unionnet.tools.activities.rules import why_not_archive, why_not_move

S = Activity.State


@dataclass(frozen=True)
class Next:
    """What to do now: a sentence, the move its button makes, and why not, if not. `back` is the move that
    leads back, with a reason; `off` whether it may be called off; `session` where people sign in now."""

    words: str
    move: str = ""
    label: str = ""
    refusal: Refusal | None = None
    back: str = ""
    off: bool = False
    session: Session | None = None


def next_step(folder: Folder, person: Person, at: datetime) -> Next | None:
    """None when the file is closed, or the step is nobody's here."""
    activity = folder.activity
    found = _STEPS.get(activity.state)
    if found is None:
        return None
    move, label, words = found()
    refusal = why_not_move(person, activity, move, alone=is_alone(activity))
    if refusal is None and move == "archive":
        refusal = why_not_archive(activity, folder.came.person_times)
    if activity.state == S.UNDER_WAY and at < activity.ends_at:
        words = _("正在签到。活动结束后点“结束签到”。")
    off = why_not_move(person, activity, "cancel", alone=True) is None
    return Next(
        words=words,
        move=move,
        label=label,
        refusal=refusal,
        back="return" if activity.state == S.SUBMITTED and not refusal else "",
        session=_running(folder.sessions, at) if activity.state == S.UNDER_WAY else None,
        off=off and activity.state not in (S.UNDER_WAY, S.DONE),
    )


def _running(sessions: Sequence[Session], at: datetime) -> Session | None:
    """The one that runs or comes next; the last when all are over."""
    return next((each for each in sessions if at < each.ends_at), sessions[-1] if sessions else None)


_STEPS: dict[str, Callable[[], tuple[str, str, str]]] = {
    S.PLANNED: lambda: ("submit", _("报主席审批"), _("方案和预算写好以后，报主席审批。")),
    S.RETURNED: lambda: ("submit", _("再次报批"), _("主席退回了，按下面写的原因修改后再报。")),
    S.SUBMITTED: lambda: ("approve", _("批准"), _("等主席审批。")),
    S.APPROVED: lambda: ("announce", _("发出通知"), _("已获批准。发出通知后，职工在手机上看得到。")),
    S.ANNOUNCED: lambda: ("start", _("开始签到"), _("到了现场，点“开始签到”，把签到码放上大屏幕。")),
    S.UNDER_WAY: lambda: ("finish", _("结束签到"), _("活动结束了，点“结束签到”，然后录入纸质签到表。")),
    S.DONE: lambda: ("archive", _("归档"), _("补齐签到、报销、照片和成效小结，然后归档；归档后不再改动。")),
}
