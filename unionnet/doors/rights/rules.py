# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.documents import asked_for, why_not_expired
from unionnet.directory.people.identity import plain_name, plain_number, why_not_name, why_not_number
from unionnet.directory.people.models import Person
from unionnet.directory.people.queries import active_membership, memberships_of, roles_of
from unionnet.doors.rights.models import Copy, Correction, Incident
from unionnet.doors.rights.wanted import Wanted
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.tools.casework.clocks import Clock


def why_not_close(person: Person, *, at: datetime) -> Refusal | None:
    """Whether an account may be closed: whoever holds a post hands it over first."""
    posts = roles_of(person, local_date(at))
    if posts:
        return Refusal(
            "holds_post",
            _("还担任%(union)s的职务，请先办理交接，由安全管理员结束任职。"),
            union=posts[0].organisation.name,
        )
    if memberships_of(person).filter(state="transferring").exists():
        return Refusal("open_transfer", _("会籍正在接转，请先撤回接转再注销账号。"))
    if not person.accounts.filter(is_active=True).exists() and not person.is_real_name:
        return Refusal("closed_already", _("已经注销，没有可以再删除的个人信息。"))
    return None


def why_not_close_for(by: Person, person: Person, *, has_paper: bool) -> Refusal | None:
    """Whether an officer may close the account of somebody who died: within reach, with the relatives' paper
    (PIPL art. 49)."""
    reach = by.reach("people.approve")
    if not reach or not memberships_of(person).filter(reach.q()).exists():
        return Refusal("elsewhere", _("您只能为自己工会及下级工会的人员办理。"))
    if person.pk == by.pk:
        return Refusal("own_closure", _("本人的账号请在手机上“我的信息”里注销。"))
    if not has_paper:
        return Refusal("no_paper", _("请上传近亲属的身份和关系证明、死亡证明。"))
    return None


def grace(at: datetime) -> Ruling:
    """How many days one may think again."""
    return rule("PI-06.grace_days", on=local_date(at))


def copy_until(at: datetime) -> datetime:
    """When the link to a copy made now ends."""
    return at + timedelta(days=rule("PI-06.copy_days", on=local_date(at)).value)


def why_not_fetch(copy: Copy, *, at: datetime) -> Refusal | None:
    if copy.made_at is None:
        return Refusal("not_made_yet", _("副本还在生成，请稍后再来。"))
    if not copy.is_good(at):
        return Refusal("copy_over", _("这份副本已经过期，请重新申请一份。"))
    return None


def why_not_handle_incident(by: Person, incident: Incident) -> Refusal | None:
    """Whether this person handles incidents there."""
    if not by.may("rights.incidents", incident.organisation.path):
        return Refusal("elsewhere", _("只有本级或上级工会的安全管理员可以处理个人信息安全事件。"))
    return None


def report_by(incident: Incident) -> tuple[datetime, Ruling]:
    """When the authority must know at the latest, counted from finding it (PI-11)."""
    on = local_date(incident.found_at)
    ruling = rule(f"PI-11.hours_{incident.operator}", where=incident.organisation.county_code, on=on)
    return Clock.of(ruling.value).due(incident.found_at), ruling


def why_not_correct(
    person: Person, wanted: Wanted, *, has_paper: bool, at: datetime
) -> Organisation | Refusal:
    """The union that decides about a wrong name or document; or why nobody can by this way."""
    own = active_membership(person)
    if own is None:
        return Refusal("no_union", _("还没有所在工会，请带证件到就近的工会现场更正。"))
    if wrong := _why_not_such(wanted, on=local_date(at)):
        return wrong
    if not has_paper:
        return Refusal("no_paper", _("请上传证件照片，工会核对后更正。"))
    return own.organisation


def _why_not_such(wanted: Wanted, *, on: date) -> Refusal | None:
    number = plain_number(wanted.id_number)
    wrong = why_not_name(plain_name(wanted.name)) or why_not_number(wanted.id_type, number, on=on)
    if wrong := wrong or why_not_expired(wanted.expires_on, on=on):
        return wrong
    if wanted.renewed and wanted.expires_on is None and "expires_on" in asked_for(wanted.id_type, number):
        return Refusal("bad_expiry", _("新证件的有效期印在证件上，请一并填写。"))
    return None


def why_not_decide(by: Person, correction: Correction) -> Refusal | None:
    """Whether this officer decides on that correction: within reach, and never on oneself."""
    if not by.may("people.approve", correction.organisation.path):
        return Refusal("elsewhere", _("您只能为自己工会及下级工会的人员办理。"))
    if correction.person_id == by.pk:
        return Refusal("own_correction", _("不能审核自己的更正，请由其他干部办理。"))
    return None
