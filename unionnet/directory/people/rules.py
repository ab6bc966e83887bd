# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.identity import Particulars, why_not_name, why_not_number
from unionnet.directory.people.likeness import is_same_name
from unionnet.directory.people.models import (
    BINDING_STATES,
    MEMBER_STATES,
    Account,
    Consent,
    JoinCode,
    Membership,
    Person,
    Role,
)
from unionnet.directory.people.posts import Reach, lendable
from unionnet.foundation.calendar import add_working_days
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.rulebook import Ruling, rule

MOVES = Moves({
    # move                 from                                    to
    "approve":            ({"applied", "supplement_requested"}, "active"),
    "reject":             ({"applied", "supplement_requested"}, "rejected"),
    "request_supplement": ({"applied"}, "supplement_requested"),
    "supplement":         ({"supplement_requested"}, "applied"),
    "to_pool":            ({"applied", "supplement_requested"}, "in_holding_pool"),
    "route":              ({"in_holding_pool"}, "applied"),
    "withdraw":           ({"applied", "supplement_requested", "in_holding_pool"}, "withdrawn"),
})  # fmt: skip
SHORTEST_REASON = 4


def why_not_process(person_id: int, purpose: str) -> Refusal | None:
    """Whether somebody took back what they agreed to. Who never was asked (a list on paper) has not."""
    return consent_withdrawn() if who_took_back([person_id], purpose) else None


def who_took_back(people: Collection[int], purpose: str) -> set[int]:
    """Of these people the ones who agreed and do so no more."""
    asked = Consent.objects.filter(person__in=people, purpose=purpose).values_list("person", "withdrawn_at")
    agreed = {person for person, end in asked if end is None}
    return {person for person, _end in asked} - agreed


def consent_withdrawn() -> Refusal:
    return Refusal(
        "consent_withdrawn",
        _("本人已撤回同意，不能再为这个用途处理其信息。"),
        rule=rule("PI-03.withdrawal", on=local_date(database_now())).citation,
    )


def why_not_apply(person: Person, organisation: Organisation, *, on: date) -> Refusal | None:
    """Whether this person may ask that union to take them in."""
    if refusal := why_not_there(organisation, on=on):
        return refusal
    own = person.memberships.filter(state__in=MEMBER_STATES).select_related("organisation").first()
    if own:
        return why_not_second(own, on=on)
    return None


def why_not_there(organisation: Organisation, *, on: date) -> Refusal | None:
    """Whether there is such a union on that day."""
    if organisation.since is None or (organisation.until and organisation.until <= on):
        return Refusal(
            "no_such_union", _("%(name)s还没有成立或已撤销，请选择其他工会。"), name=organisation.name
        )
    return None


def why_not_second(own: Membership, *, on: date) -> Refusal:
    """One active membership a person (MEM-07)."""
    ruling = rule("MEM-07.one_active_membership", where=own.organisation.county_code, on=on)
    return Refusal(
        "already_member",
        _("您已是%(union)s的会员，不用再次入会。换了单位请办理会籍接转。"),
        rule=ruling.citation,
        union=own.organisation.name,
    )


def why_not_join_by(code: JoinCode, *, at: datetime) -> Refusal | None:
    """Whether a printed code still opens the form."""
    if code.until and at >= code.until:
        return Refusal("code_over", _("这个入会码已经过期，请向工会索取新的入会码。"))
    return None


def why_not_review(by: Person, membership: Membership) -> Refusal | None:
    """Whether this officer decides on that application: within reach, and never on oneself."""
    if not by.may("people.approve", membership.organisation.path):
        return Refusal("elsewhere", _("这份申请由%(name)s审核。"), name=membership.organisation.name)
    if membership.person_id == by.pk:
        return why_not_own()
    return None


def why_not_enter(by: Person, organisation: Organisation) -> Refusal | None:
    """Whether this officer may write people into that union's register."""
    if not by.may("people.approve", organisation.path):
        return Refusal("elsewhere", _("您只能为自己工会及下级工会登记会员。"))
    return None


def why_not_complete(by: Person, person: Person) -> Refusal | None:
    """Whether this officer may fill in what is not known of a member yet."""
    if not _within_reach(by, person, "people.approve"):
        return Refusal("elsewhere", _("您只能为自己工会及下级工会的会员完善资料。"))
    if not person.missing:
        return Refusal("nothing_missing", _("这位会员的资料已经完整。"))
    return None


def why_not_complete_own(person: Person, given: Particulars, *, by: Person) -> Refusal | None:
    """Whether a member may say what is missing about themselves: under the name the union knows, and only
    while nobody else signs in as them."""
    if not person.missing:
        return Refusal("nothing_missing", _("您的资料已经完整。"))
    if "id_number" in person.missing and not is_same_name(person.name, given.name):
        return Refusal("name_differs", _("姓名与工会登记的不同。请按证件填写；登记有误的，请到工会更正。"))
    if person != by and person.accounts.exists():
        return why_not_found_listed()
    return None


def why_not_found_listed() -> Refusal:
    """Said alike whoever is on a list, and whoever is not."""
    return Refusal(
        "not_listed",
        _("名单上没有用您的手机号登记的这个姓名。请按证件填写姓名；仍然不对的，请带证件到工会办理。"),
    )


def why_not_claim(by: Person, account: Account, given: Particulars, *, on: date) -> Refusal | None:
    """Whether somebody may say that an entry is theirs: while they are nobody yet, with a phone in hand or,
    where no code reaches it, WeChat."""
    if by.is_real_name or by.memberships.filter(state__in=BINDING_STATES).exists():
        return Refusal("known_already", _("这个账号已有自己的档案，不用认领。"))
    if not (given.mobile or account.is_wechat):
        return Refusal("phone_unproved", _("请先验证手机号，再认领会员档案。"))
    return why_not_name(given.name) or why_not_number(given.id_type, given.id_number, on=on)


def why_not_that_name() -> Refusal:
    """A document belongs to one person, and a slip of the pen must not write over somebody else."""
    return Refusal("name_differs", _("这份证件已登记在另一个姓名下，请核对姓名和证件号码。"))


def why_not_renewed() -> Refusal:
    """Most likely somebody we know who has a new document: an officer tells, and nobody is made twice."""
    return Refusal(
        "renewed_document",
        _("已登记的人员中有姓名、出生日期和国籍相同而证件号码不同的人。换发过证件的，由工会核对后合并。"),
    )


def why_not_own() -> Refusal:
    """Nobody takes themselves in."""
    return Refusal("own_application", _("不能审核自己的申请，请由其他干部办理。"))


def why_not_open(by: Person, person: Person, reason: str) -> Refusal | None:
    """Whether a masked field may be shown: the person must be within reach and the reason be words."""
    if not _within_reach(by, person, "people.open_field"):
        return Refusal("elsewhere", _("您只能查看自己工会及下级工会人员的信息。"))
    if len(reason.strip()) < SHORTEST_REASON:
        return Refusal("no_reason", _("请写明查看理由，至少 4 个字；本人可以看到是谁、为什么看的。"))
    return None


def _within_reach(by: Person, person: Person, verb: str) -> bool:
    reach = by.reach(verb)
    return bool(reach) and person.memberships.filter(reach.q()).exists()


def why_not_grant(by: Person, person: Person, organisation: Organisation, name: str) -> Refusal | None:
    """Whether a post may be given or ended there: by those who grant posts, and never to oneself (SE-02)."""
    if not by.may("people.grant_roles", organisation.path):
        return Refusal("elsewhere", _("只有安全管理员可以在本工会及下级工会任免。"))
    if person.pk == by.pk:
        return Refusal("own_post", _("不能任免自己，请由另一位安全管理员办理。"))
    if name not in Role.Name.values:
        return Refusal("no_such_role", _("没有这种职务。"))
    return None


def why_not_serve(union: Organisation) -> Refusal | None:
    """Whether anybody may still be given a post there: posts end with their union."""
    if union.until:
        return Refusal("no_such_union", _("%(name)s已撤销或合并，不能再任命。"), name=union.name)
    return None


def why_not_open_tenant(by: Person, person: Person, union: Organisation) -> Refusal | None:
    """Whether this officer may appoint that person the first officer of a union. Not oneself: whoever opens a
    union's desk does not sit down at it."""
    if not by.may("organisations.change", union.path):
        return Refusal("elsewhere", _("您只能为自己工会的下级工会开通平台。"))
    if person.pk == by.pk:
        return Refusal("own_post", _("不能任命自己，请填写那个工会的干部。"))
    if union.roles.filter(name=Role.Name.OFFICER).exists():
        return Refusal("has_officers", _("这个工会已有干部，新的任命请由安全管理员办理。"))
    return None


def why_not_begin(person: Person, organisation: Organisation, today: date) -> Refusal | None:
    """Whether the command line may still appoint a security administrator: until there are two who reach that
    union, since from then on one asks and the other countersigns."""
    above = [organisation.path[:end] for end in range(SEGMENT, len(organisation.path) + 1, SEGMENT)]
    there = Role.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today),
        name=Role.Name.SECURITY_ADMIN,
        organisation__path__in=above,
    )
    if there.values("person").distinct().count() >= 2:
        return Refusal(
            "two_are_there", _("%(name)s已有两位安全管理员，请在工作台提出任免。"), name=organisation.name
        )
    return why_not_both(person, organisation, Role.Name.SECURITY_ADMIN, today, None)


def why_not_lend(
    by: Person, role: Role, to: Person, verbs: Collection[str], since: date, until: date, today: date
) -> Refusal | None:
    """Whether some verbs of that post may be lent: by its holder, of their own post, to another member of
    the same union, inside their own term."""
    if role.person_id != by.pk or role.lent_by_id or by.stands_in:
        return Refusal("not_yours", _("只能委托自己的任职，代理来的权限不能再转托。"))
    if role.name in Role.ADMINISTRATORS:
        return Refusal("not_lent", _("系统、安全、审计管理员的权限不能委托，请由安全管理员另行任命。"))
    if not verbs or not set(verbs) <= lendable(role.name):
        return Refusal("nothing_lent", _("请在自己的权限里勾选要委托的事项。"))
    if to.pk == by.pk or not _is_member_of(to, role.organisation):
        return Refusal(
            "not_a_colleague", _("请委托给%(name)s或其下级工会的另一位会员。"), name=role.organisation.name
        )
    if not max(role.since, today) <= since <= until <= (role.until or date.max):
        return Refusal("dates_crossed", _("委托从今天或以后开始，结束不早于开始，也不超出自己的任期。"))
    return None


def _is_member_of(person: Person, organisation: Organisation) -> bool:
    inside = Reach((organisation.path,)).q()
    return person.memberships.filter(inside, state=Membership.State.ACTIVE).exists()


def why_not_take_back(by: Person, lent: Role) -> Refusal | None:
    """Whether this person ends what was lent: who lent it, or who grants posts there."""
    if lent.lent_by is None:
        return Refusal("not_yours", _("这不是委托的权限。"))
    if lent.lent_by.person_id == by.pk or by.may("people.grant_roles", lent.organisation.path):
        return None
    return Refusal("not_yours", _("只有委托人或安全管理员可以收回委托。"))


def why_not_both(
    person: Person, organisation: Organisation, name: str, since: date, until: date | None
) -> Refusal | None:
    """Whether that post goes together with what they hold: nobody is two of the three administrators on the
    same day, wherever (SE-02)."""
    if name not in Role.ADMINISTRATORS:
        return None
    other = person.roles.filter(name__in=set(Role.ADMINISTRATORS) - {name})
    if until:
        other = other.filter(since__lte=until)
    held = other.filter(Q(until__isnull=True) | Q(until__gte=since)).select_related("organisation").first()
    return why_not_two_of_three(held, organisation, since) if held else None


def why_not_two_of_three(held: Role, organisation: Organisation, on: date) -> Refusal:
    ruling = rule("SE-02.administrators_apart", where=organisation.county_code, on=on)
    return Refusal(
        "administrators_apart",
        _(
            "该人员是%(union)s的%(role)s。系统、安全、审计管理员由三个人分别担任，请任命另一个人，或先结束原来的任期。"
        ),
        rule=ruling.citation,
        union=held.organisation.name,
        role=held.get_name_display(),
    )


def ending_by(today: date) -> tuple[date, Ruling]:
    """A document that ends on that day or before has few days left, and the rule it rests on."""
    ruling = rule("MEM-05.document_remind_days", on=today)
    return today + timedelta(days=ruling.value), ruling


def why_not_reason(reason: str) -> Refusal | None:
    """A refusal is given in writing (MEM-03)."""
    if len(reason.strip()) < SHORTEST_REASON:
        return Refusal("no_reason", _("请写明理由，至少 4 个字，申请人会看到。"))
    return None


def review_due(applied_at: datetime, where: str) -> tuple[date, Citation]:
    """The last day of the review, and the rule it rests on (MEM-03)."""
    day = local_date(applied_at)
    ruling = rule("MEM-03.review_working_days", where=where, on=day)
    return add_working_days(day, ruling.value), ruling.citation
