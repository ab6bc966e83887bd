# SPDX-License-Identifier: Apache-2.0
"""Why not? Asked to draw the button, and again by the verb."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Refusal
from unionnet.tools.supervision.models import Goal, Item, Part

SEE, DO, MANAGE, DECIDE = (
    "supervision.see",
    "supervision.send",
    "supervision.manage",
    "supervision.decide",
)
SAME = ""  # the state stays as it is
ITEM_MOVES = Moves(
    {
        "register": ({"collected"}, "registered"),
        "drop": ({"collected", "registered"}, "dropped"),
        "assign": ({"registered", "assigned"}, "assigned"),
        "suspend": ({"assigned"}, "suspended"),
        "resume": ({"suspended"}, "assigned"),
        "close": ({"assigned"}, "closed"),
        "archive": ({"closed"}, "archived"),
    }
)
PART_MOVES = Moves(
    {
        "sign": ({"to_sign"}, "working"),
        "hand_in": ({"working", "returned"}, "handed_in"),
        "give_back": ({"handed_in"}, "returned"),
        "accept": ({"handed_in"}, "accepted"),
        "pass_on": ({"to_sign", "working", "returned"}, "to_sign"),
        "decompose": ({"working", "returned"}, SAME),
        "officer": ({"to_sign", "working", "returned"}, SAME),
        # Answered it is in any case: by then the part may have come in without more time.
        "extend": (set(Part.State.values), SAME),
        "refuse_time": (set(Part.State.values), SAME),
    }
)
DEEPEST = 3
MOST_GOALS = 500
MOST_PARTS = 200
FURTHEST = date(2100, 12, 31)
EARLIEST = date(2000, 1, 1)


def why_not_manage(organisation: Organisation, by: Person) -> Refusal | None:
    """Collecting, assigning and chasing are work of the office of that union."""
    if not by.may(MANAGE, organisation.path):
        return Refusal("elsewhere", _("这件事由%(name)s督办。"), name=organisation.name)
    return None


def why_not_lead(organisation: Organisation, by: Person, *, group: set[int]) -> Refusal | None:
    """Registering and agreeing to more time are for the leading group; where there is none, for who decides
    at that union. `group` are the ids of its members."""
    if not by.may(DECIDE, organisation.path):
        return Refusal("elsewhere", _("这件事由%(name)s督办。"), name=organisation.name)
    if group and by.pk not in group:
        return Refusal("not_in_the_group", _("立项、延期和销号由领导小组成员决定。"))
    return None


def why_not_days(starts_on: date, due_on: date) -> Refusal | None:
    if not EARLIEST <= starts_on <= due_on <= FURTHEST:
        return Refusal("dates_crossed", _("期限不能早于开始日期，请检查年份。"))
    return None


def why_not_assign(item: Item, by: Person, *, parts: int, lead_is_in: bool) -> Refusal | None:
    if refusal := why_not_manage(item.organisation, by):
        return refusal
    if item.state not in (Item.State.REGISTERED, Item.State.ASSIGNED):
        return Refusal("not_registered", _("先立项，再交办；已经销号的不能再交办。"))
    if lead_is_in:
        return lead_in()
    if parts > MOST_PARTS:
        return Refusal("too_many_parts", _("一件事最多分给 %(n)s 个单位。"), n=MOST_PARTS)
    return None


def why_not_suspend(
    item: Item, until: date | None, by: Person, *, group: set[int], today: date
) -> Refusal | None:
    if refusal := why_not_lead(item.organisation, by, group=group):
        return refusal
    if item.state != Item.State.ASSIGNED:
        return Refusal("not_assigned", _("办理中的事项才能中止。"))
    if until is not None and not today < until <= FURTHEST:
        return Refusal("not_later", _("恢复日期要晚于今天；不知道哪天恢复的，可以不写。"))
    return None


def why_not_resume(item: Item, by: Person, *, group: set[int]) -> Refusal | None:
    if refusal := why_not_lead(item.organisation, by, group=group):
        return refusal
    if item.state != Item.State.SUSPENDED:
        return Refusal("not_suspended", _("这件事没有中止，不用恢复。"))
    return None


def why_not_while_suspended(item: Item) -> Refusal | None:
    """Nothing of an item moves while it stands still."""
    if item.state == Item.State.SUSPENDED:
        return Refusal("suspended", _("这件事已经中止，恢复以后再办；期限会顺延。"))
    return None


def why_not_do(part: Part, by: Person) -> Refusal | None:
    """Reporting and asking are for the officers of the union whose part it is."""
    if not by.may(DO, part.organisation.path):
        return Refusal("elsewhere", _("这项任务由%(name)s办理。"), name=part.organisation.name)
    if refusal := why_not_while_suspended(part.item):
        return refusal
    if not part.is_with_unit or part.item.state != Item.State.ASSIGNED:
        return Refusal("not_yours_now", _("已经反馈或销号，现在不能再改。"))
    return None


def why_not_report(part: Part, by: Person) -> Refusal | None:
    if refusal := why_not_do(part, by):
        return refusal
    if part.state == Part.State.TO_SIGN:
        return Refusal("not_signed", _("请先签收，再填进展。"))
    return None


def why_not_hand_in(
    part: Part, by: Person, *, reports: int, others_out: list[str], below_out: int
) -> Refusal | None:
    """`others_out` are the units whose parts are not in, asked of the database after the item is locked."""
    if refusal := why_not_report(part, by):
        return refusal
    if not reports:
        return Refusal("no_report", _("请先填写进展，再报办结。"))
    if below_out:
        return Refusal("below_open", _("分解下去的任务还有 %(n)s 项没有办结。"), n=below_out)
    if part.is_lead and others_out:
        named = _("、").join(others_out[:5])
        return Refusal("parts_open", _("还有责任单位没有反馈：%(names)s。"), names=named)
    return None


def why_not_review(part: Part, by: Person, *, others_out: list[str]) -> Refusal | None:
    """A part is checked by whoever handed it out: the office, or the union that took it apart; never by the
    one who handed it in."""
    above = part.parent.organisation if part.parent else part.item.organisation
    if not by.may(DECIDE, above.path):
        return Refusal("elsewhere", _("这项任务由%(name)s核查。"), name=above.name)
    if refusal := why_not_while_suspended(part.item):
        return refusal
    if part.handed_in_by_id == by.pk:
        return Refusal("your_own", _("自己反馈的，要由另一位干部核查。"))
    if part.state != Part.State.HANDED_IN:
        return Refusal("not_in", _("还没有报办结，不用核查。"))
    if part.is_lead and others_out:
        named = _("、").join(others_out[:5])
        return Refusal("parts_open", _("其他责任单位还没有办结：%(names)s。"), names=named)
    return None


def why_not_close(item: Item, by: Person, *, group: set[int], parts: int, out: list[str]) -> Refusal | None:
    if refusal := why_not_lead(item.organisation, by, group=group):
        return refusal
    if item.state != Item.State.ASSIGNED or not parts:
        return Refusal("not_assigned", _("还没有交办，不能销号。"))
    if out:
        named = _("、").join(out[:5])
        return Refusal("parts_open", _("其他责任单位还没有办结：%(names)s。"), names=named)
    return None


def why_not_decompose(part: Part, to: Organisation, by: Person, *, depth: int) -> Refusal | None:
    """A union hands its part on to itself or to unions below it."""
    if refusal := why_not_do(part, by):
        return refusal
    if not part.organisation.contains(to.path):
        return Refusal("not_below", _("只能分解给本会和下级工会。"))
    if depth >= DEEPEST:
        return Refusal("too_deep", _("最多分解三级。"))
    return None


def why_not_ask(part: Part, until: date, by: Person, *, today: date, waits: bool) -> Refusal | None:
    """More time is asked before the time is over."""
    if refusal := why_not_do(part, by):
        return refusal
    if today > part.due_on:
        return Refusal("too_late", _("已经超过期限，不能再申请延期。"))
    if not part.due_on < until <= FURTHEST:
        return Refusal("not_later", _("延期后的日期要晚于原期限。"))
    if waits:
        return Refusal("one_waits", _("已有一件延期申请在等待答复。"))
    return None


def why_not_agree(part: Part, asked_by: int, by: Person, *, group: set[int]) -> Refusal | None:
    if refusal := why_not_lead(part.item.organisation, by, group=group):
        return refusal
    if asked_by == by.pk:
        return Refusal("your_own", _("自己申请的，要由另一位干部答复。"))
    return None


def why_not_chase(part: Part, by: Person) -> Refusal | None:
    if refusal := why_not_manage(part.item.organisation, by) or why_not_while_suspended(part.item):
        return refusal
    if not part.is_with_unit:
        return Refusal("nothing_to_chase", _("这个单位已经反馈，不用催办。"))
    return None


def why_not_pass_on(part: Part, to: Organisation, by: Person) -> Refusal | None:
    """To another union inside the tree of the office."""
    office = part.item.organisation
    if refusal := why_not_manage(office, by) or why_not_while_suspended(part.item):
        return refusal
    if not part.is_with_unit:
        return Refusal("not_yours_now", _("已经反馈或销号，现在不能再改。"))
    if to.until is not None or not office.contains(to.path):
        return Refusal("not_below", _("只能分解给本会和下级工会。"))
    return None


def why_not_goal(
    organisation: Organisation, parent: Goal | None, by: Person, *, goals: int
) -> Refusal | None:
    if refusal := why_not_manage(organisation, by):
        return refusal
    if parent and parent.organisation_id != organisation.pk:
        return Refusal("not_here", _("上级节点属于别的工会。"))
    if parent and parent.parent and parent.parent.parent_id:
        return Refusal("too_deep", _("重点工作最多三级。"))
    if goals >= MOST_GOALS:
        return Refusal("too_many_goals", _("重点工作最多 %(n)s 项。"), n=MOST_GOALS)
    return None


def why_not_card(organisation: Organisation, cut_off: date, by: Person, *, today: date) -> Refusal | None:
    if refusal := why_not_manage(organisation, by):
        return refusal
    if not EARLIEST <= cut_off <= today:
        return Refusal("not_over", _("截止日期不能晚于今天。"))
    return None


def lead_in() -> Refusal:
    return Refusal("lead_in", _("牵头单位已经报办结，不能再增加责任单位；需要的先退回。"))
