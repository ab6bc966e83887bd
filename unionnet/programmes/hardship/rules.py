# SPDX-License-Identifier: Apache-2.0
"""Who applies, at which desk, in which order, and by which two persons (HW-05 … HW-11, HW-15). The table of
moves is the life of a dossier."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.countersigning import needs_second, why_not_for_another
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.posts import offices_of
from unionnet.foundation.calendar import months_after
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.hardship.models import LIVE, Appeal, CheckList, Dossier, RegisterCopy, Visit
from unionnet.programmes.hardship.wording import VERSION, WORDINGS

HANDLE, APPROVE, COUNT = "hardship.handle", "hardship.approve", "hardship.count"
State, Kind = Dossier.State, Organisation.Kind
DECIDING = (Kind.COUNTY_FEDERATION, Kind.CITY_FEDERATION, Kind.PROVINCIAL_FEDERATION)
SAME = ""  # the state stays as it is
MOVES = Moves(
    {
        "send": ({"draft", "returned"}, "applied"),
        "first_check": ({"applied"}, "first_checked"),
        "visit": ({"first_checked"}, "visited"),
        "ask_check": ({"visited"}, "checking"),
        "answer": ({"checking"}, "checked"),
        "publish": ({"checked"}, "published"),
        "register": ({"published"}, "registered"),
        "return": ({"applied", "first_checked", "visited", "checked", "published"}, "returned"),
        "reject": ({"applied", "first_checked", "visited", "checked", "published"}, "rejected"),
        "withdraw": (
            {
                *("draft", "applied", "returned", "first_checked", "visited", "checking", "checked"),
                *("published", "registered"),
            },
            "withdrawn",
        ),
        "review": ({"registered"}, SAME),
        "exit": ({"registered"}, "exited"),
        "follow_up": ({"exited"}, SAME),
        "appeal": ({"rejected", "exited"}, SAME),
        "deny": ({"rejected", "exited"}, SAME),
        "reconsider": ({"rejected"}, "applied"),
        "restore": ({"exited"}, "registered"),
    }
)
AT_DECIDER = ("visited", "checking", "checked", "published", "registered", "exited")
MOST_MEMBERS, MOST_PROOFS, MOST_PHOTOS, MOST_ON_A_LIST = 12, 12, 6, 500
MOST_IN_A_COPY = 5_000
SHORTEST_REASON = 4
LATE_VISIT = timedelta(days=60)
FRESH = timedelta(hours=12)  # how long what was opened stays open for who opened it


def why_not_apply(person: Person, own: Membership | None, desk: Organisation | None) -> Refusal | None:
    """Asked twice: to draw the form, and when it comes in."""
    if own is None or not person.is_real_name:
        return Refusal("members_only", _("申请要先实名并入会；还没有入会的，请到乡镇（街道）工会当面申请。"))
    if desk is None:
        return Refusal("no_desk", _("您的工会还没有在平台上办理帮扶，请到县级帮扶中心当面申请。"))
    return None


def why_not_agreed(agreed: Collection[str], version: str) -> Refusal | None:
    """All four, to the words of today."""
    if version != VERSION or set(agreed) != set(WORDINGS):
        return Refusal("agree_first", _("四份同意书要分别阅读并同意；不同意其中任何一份，都不能受理申请。"))
    return None


def why_not_owner(by: Person, dossier: Dossier) -> Refusal | None:
    if dossier.person_id != by.pk:
        return Refusal("not_yours", _("只有申请人本人可以办理。"))
    return None


def why_not_change(by: Person, dossier: Dossier) -> Refusal | None:
    """What a household said stays as it is while somebody checks it."""
    if no := why_not_owner(by, dossier):
        return no
    if dossier.state not in (State.DRAFT, State.RETURNED):
        return Refusal("sent", _("申请已经提交，不能再改；需要改的，请受理的工会退回补充。"))
    return None


def desk_of(dossier: Dossier) -> Organisation:
    """Where it lies now."""
    return dossier.decider if dossier.decider and dossier.state in AT_DECIDER else dossier.organisation


def why_not_at_desk(by: Person, dossier: Dossier, verb: str = HANDLE) -> Refusal | None:
    """A post at the very union where it lies (decision 0041); nobody works on their own."""
    desk = desk_of(dossier)
    if desk.path not in offices_of(by, verb):
        return Refusal("elsewhere", _("这一户现在由%(name)s办理。"), name=desk.name)
    if dossier.person_id == by.pk:
        return Refusal("your_own", _("自己的申请要由另一位干部办理。"))
    return None


def why_not_move(by: Person, dossier: Dossier, move: str, seen: int | None = None) -> Refusal | None:
    if seen is not None and seen != dossier.steps:
        return Refusal("moved_on", _("这一户刚刚有人办过，请刷新页面再看。"))
    if move not in MOVES.open_from(dossier.state):
        return Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
    return why_not_at_desk(by, dossier)


def why_not_photo(by: Person, visit: Visit, photos: int) -> Refusal | None:
    """Photos come after the words, one by one and perhaps late: from who was there, while it is examined."""
    if visit.visited_by_id != by.pk:
        return Refusal("not_yours", _("照片由走访的人上传。"))
    if not visit.dossier.is_pending:
        return Refusal("wrong_state", _("这一户已经办结，不能再加照片。"))
    if photos >= MOST_PHOTOS:
        return Refusal("too_many", _("一次走访最多 %(n)s 张照片。"), n=MOST_PHOTOS)
    return None


def why_not_decide(by: Person, dossier: Dossier, move: str, *, on: date) -> Refusal | None:
    """Another person than the one who checked first, in their own post."""
    if by.stands_in:
        return why_not_for_another()
    if move not in MOVES.open_from(dossier.state):
        return Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
    if no := why_not_at_desk(by, dossier, APPROVE):
        return no
    if move == "register" and dossier.first_by_id == by.pk:
        ruling = needs_second(desk_of(dossier).county_code, on)
        return Refusal("own_check", _("初审和认定要由两个人办理。"), rule=ruling.citation)
    return None


def why_not_register(dossier: Dossier, *, on: date) -> Refusal | None:
    """Not before the days of the notice are over."""
    until_day = dossier.notice_until
    if until_day and on <= until_day:
        ruling = notice_days(dossier, on)
        words = _("公示到 %(until)s 为止，期满以后才能认定。")
        return Refusal("notice_runs", words, rule=ruling.citation, until=until_day)
    return None


def why_not_list(by: Person, dossiers: Sequence[Dossier], reason: str) -> Refusal | None:
    """The first hand of a list: households that were visited, of one desk."""
    if by.stands_in:
        return why_not_for_another()
    if not 0 < len(dossiers) <= MOST_ON_A_LIST:
        return Refusal("bad_size", _("一份名单 1 到 %(n)s 户，请分批核对。"), n=MOST_ON_A_LIST)
    if len(reason) < SHORTEST_REASON:
        return Refusal("no_reason", _("请写明用途，至少 4 个字，名单上的人会看到。"))
    desks = {desk_of(dossier).pk for dossier in dossiers}
    if len(desks) > 1 or any(dossier.state != State.VISITED for dossier in dossiers):
        return not_ready()
    return next((no for dossier in dossiers if (no := why_not_at_desk(by, dossier))), None)


def not_ready() -> Refusal:
    return Refusal("not_ready", _("名单里有还没有走访、或已在核对的家庭，请重新选择。"))


def why_not_copy(by: Person, union: Organisation, households: int, reason: str) -> Refusal | None:
    """The first hand of a copy of the register, at the very desk that decided (decision 0060)."""
    if by.stands_in:
        return why_not_for_another()
    if union.path not in offices_of(by, HANDLE):
        return Refusal("elsewhere", _("台账由%(name)s导出。"), name=union.name)
    if len(reason) < SHORTEST_REASON:
        return Refusal("no_reason", _("请写明用途，至少 4 个字，复核的人和档案里的人会看到。"))
    if not 0 < households <= MOST_IN_A_COPY:
        return Refusal("bad_size", _("一份台账 1 到 %(n)s 户，只含已建档的家庭。"), n=MOST_IN_A_COPY)
    return None


def why_not_take_copy(by: Person, copy: RegisterCopy, *, at: datetime) -> Refusal | None:
    if copy.let_go_at is None:
        return Refusal("one_hand", _("台账还没有经另一个人复核，不能下载。"))
    if by.pk != copy.asked_by_id or by.stands_in or copy.organisation.path not in offices_of(by, HANDLE):
        return Refusal("not_yours", _("台账只能由提出人下载。"))
    if at >= copy.let_go_at + FRESH:
        return Refusal("too_late", _("复核后 12 小时内可以下载；仍需要的，请重新提出。"))
    return None


def why_not_let_go(by: Person, listed: CheckList | RegisterCopy, *, on: date) -> Refusal | None:
    """The second hand of a list for civil affairs, or of a copy of the register."""
    if by.stands_in:
        return why_not_for_another()
    if listed.organisation.path not in offices_of(by, APPROVE):
        return Refusal("elsewhere", _("这份名单由%(name)s复核。"), name=listed.organisation.name)
    if listed.asked_by_id == by.pk:
        ruling = needs_second(listed.organisation.county_code, on)
        return Refusal("own_proposal", _("自己提出的名单要由另一个人复核。"), rule=ruling.citation)
    return None


def why_not_exit(dossier: Dossier, why: str, *, on: date) -> Refusal | None:
    """Who is better off leaves after so many months in a row (HW-10); retired, moved and deceased at once."""
    if why != "better":
        return None
    ruling = rule("HW-10.exit_months", where=dossier.organisation.county_code, on=on)
    since = dossier.better_since
    if since is None or on < months_after(since, ruling.value):
        words = _("收入高于低保标准要连续满 %(n)s 个月才能退出；起始日期由复核记录。")
        return Refusal("too_early", words, rule=ruling.citation, n=ruling.value)
    return None


def why_not_appeal(by: Person, dossier: Dossier, *, waits: bool) -> Refusal | None:
    if no := why_not_owner(by, dossier):
        return no
    if dossier.state not in (State.REJECTED, State.EXITED):
        return Refusal("nothing_decided", _("没有通过或者退出以后，才可以申诉。"))
    if waits:
        return Refusal("appealed", _("申诉已经提交，请等待答复。"))
    return None


def why_not_answer_appeal(by: Person, appeal: Appeal) -> Refusal | None:
    """At the desk that decides, by another person than the one it is about."""
    dossier = appeal.dossier
    desk = dossier.decider or dossier.organisation
    if by.stands_in:
        return why_not_for_another()
    if desk.path not in offices_of(by, APPROVE) or dossier.person_id == by.pk:
        return Refusal("elsewhere", _("这份申诉由%(name)s答复。"), name=desk.name)
    if appeal.against_id == by.pk:
        return Refusal("own_decision", _("申诉要由作出决定以外的另一个人答复。"))
    if appeal.answer:
        return Refusal("answered", _("这份申诉已经有了答复。"))
    return None


def why_not_aid(dossier: Dossier, kind: str, amount: int, given: int, *, on: date) -> Refusal | None:
    """Living aid stays under what a year of the minimum standard comes to (HW-11); amounts in 分."""
    if dossier.state != State.REGISTERED:
        return Refusal("not_registered", _("先建档，后帮扶：这一户还没有建档，或已经退出。"))
    ruling = living_limit(dossier, on)
    if kind == "living" and given + amount > ruling.value:
        words = _("生活救助每户每年不超过 %(most)s 元，今年已列 %(given)s 元。")
        facts = {"most": f"{ruling.value / 100:,.0f}", "given": f"{given / 100:,.0f}"}
        return Refusal("over_the_limit", words, rule=ruling.citation, **facts)
    return None


def why_not_make_course(by: Person, union: Organisation) -> Refusal | None:
    if not by.may("enrolment.manage", union.path):
        return Refusal("elsewhere", _("%(name)s的培训由该会办理。"), name=union.name)
    return None


def living_limit(dossier: Dossier, on: date) -> Ruling:
    """So much living aid a household and year, in 分."""
    where = dossier.organisation.county_code
    minimum = rule("HW-02.minimum_living", where=where, on=on)
    months = rule("HW-11.living_months", where=where, on=on)
    return Ruling(minimum.value * months.value, months.citation, months.checked, months.note, months.region)


def notice_days(dossier: Dossier, on: date) -> Ruling:
    return rule("HW-15.notice_days", where=dossier.organisation.county_code, on=on)


def double_dossier(dossier: Dossier, on: date) -> Refusal:
    """For the desk alone: it names neither the other household nor who of this one is in it."""
    ruling = rule("HW-09.one_household", where=dossier.organisation.county_code, on=on)
    words = _("家庭成员里有人已在另一份档案中，一户只建一档；请与县级帮扶中心核对，并退回申请人。")
    return Refusal("double_dossier", words, rule=ruling.citation)


def is_live(state: str) -> bool:
    return state in LIVE
