# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from unionnet.directory.people.actions import end_sessions_of, freeze_card
from unionnet.directory.people.models import Person
from unionnet.directory.people.queries import security_admins_above
from unionnet.directory.reach.actions import notify_all
from unionnet.doors.rights.facts import AlarmRaised
from unionnet.doors.rights.models import Alarm
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb

Step = Alarm.Step


@verb
def raise_alarm(person: Person, *, by: Person) -> Alarm:
    """Begin: somebody else may be using my account. Twice is once."""
    alarm, is_new = Alarm.objects.get_or_create(person=person, closed_at=None)
    if is_new:
        tell(AlarmRaised(alarm.pk, person.pk), by=by)
    return alarm


@verb
def take_step(alarm: Alarm, step: str, *, by: Person, session: str = "", at: datetime | None = None) -> Alarm:
    """Take a step, and tick it. What we can do ourselves is done; the others are looked after on their pages.
    `session` is the key of the device in hand, which stays signed in."""
    if step not in Step.values:
        raise Refusal("no_such_step", _("没有这一步。"))
    alarm = Alarm.objects.select_for_update(of=["self"]).select_related("person").get(pk=alarm.pk)
    if alarm.is_done(step):
        return alarm
    if step == Step.SESSIONS:
        end_sessions_of([alarm.person_id], but=session)
    elif step == Step.CARD:
        freeze_card(alarm.person, by=by)
    elif step == Step.TOLD:
        _tell_admins(alarm)
    setattr(alarm, step, at or database_now())
    alarm.save(update_fields=[step])
    return alarm


@verb
def close_alarm(alarm: Alarm, *, by: Person, at: datetime | None = None) -> Alarm:
    """Everything is in order again."""
    alarm = Alarm.objects.select_for_update(of=["self"]).get(pk=alarm.pk)
    if alarm.closed_at is None:
        alarm.closed_at = at or database_now()
        alarm.save(update_fields=["closed_at"])
    return alarm


def _tell_admins(alarm: Alarm) -> None:
    admins = [admin.pk for admin in security_admins_above(alarm.person)]
    if not admins:
        raise Refusal("no_security_admin", _("您的工会还没有安全管理员，请直接打电话给工会。"))
    notify_all(
        admins,
        kind="people.alarm",
        title=gettext_noop("有人反映账号可能被盗"),
        text=gettext_noop("反映人编号 %(person)s，请联系本人核实，并查看近期的导出和完整号码查看记录。"),
        facts={"person": alarm.person.public_id},
        url="/desk/rights/incidents",
        unique=f"rights:alarm:{alarm.pk}",
    )
