# SPDX-License-Identifier: Apache-2.0
"""Why not? Asked to draw the button, and again by the verb. The table of moves is a case's life (HL-04)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.foundation.clock import local_date
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.foundation.ui.tags.words import listed
from unionnet.tools.casework.beside import why_not_by_programme
from unionnet.tools.casework.clocks import Clock, is_in_time
from unionnet.tools.casework.models import OPEN, Case, Dispatch, Extension, Flow, Kind, Need

SEE, HANDLE, DEFINE = "casework.see", "casework.handle", "casework.define"
SAME = ""  # the state stays as it is
MOVES = Moves(
    {
        "take": ({"received"}, "signed"),
        "answer": ({"received"}, "closed"),
        "dispatch": ({"received", "signed"}, "dispatched"),
        "recall": ({"dispatched"}, "received"),
        "sign_for": ({"dispatched"}, "signed"),
        "return": ({"dispatched", "signed"}, "received"),
        "reply": ({"signed"}, "replied"),
        "pass_up": ({"replied"}, "replied"),
        "send_back": ({"replied"}, "signed"),
        "close": ({"replied"}, "closed"),
        "satisfied": ({"replied", "closed"}, "closed"),
        "unsatisfied": ({"replied", "closed"}, "closed"),
        "reopen": ({"replied", "closed", "checked"}, "signed"),
        "check": ({"closed"}, "checked"),
        "fail": ({"closed"}, "signed"),
        "archive": ({"closed", "checked"}, "archived"),
        "pause": ({"signed"}, "paused"),
        "resume": ({"paused"}, "signed"),
        "reject": ({"received"}, "rejected"),
        "transfer": ({"received"}, "transferred"),
        "merge": ({"received", "signed"}, "merged"),
        "terminate": (set(OPEN), "terminated"),
        "classify": ({"received", "dispatched", "signed"}, SAME),
        "assist": ({"signed"}, SAME),
        "part_signed": ({"signed"}, SAME),
        "part_replied": ({"signed"}, SAME),
        "part_returned": ({"signed"}, SAME),
        "part_dropped": ({"signed"}, SAME),
        "split": ({"received", "signed"}, SAME),
        "ask_time": ({"signed"}, SAME),
        "grant_time": (set(OPEN), SAME),
        "refuse_time": (set(OPEN), SAME),
        "stage": ({"signed"}, SAME),
        "add": (set(OPEN), SAME),
        "supply": (set(OPEN), SAME),
    }
)
MOST_FILES = 9
MOST_AT_ONCE = 200
MOST_PARTS = 20


def why_not_take_in(kind: Kind, organisation: Organisation, by: Person | None) -> Refusal | None:
    """`by` is an officer at a desk; None where the owner, a programme or another system sends it."""
    if organisation.until is not None:
        return Refusal("dissolved", _("%(name)s 已撤销。"), name=organisation.name)
    if by is not None and not by.may(HANDLE, organisation.path):
        return Refusal("elsewhere", _("您不能代%(name)s受理，请用该会的任职登录。"), name=organisation.name)
    return None


def why_not_at_desk(case: Case, unit: Organisation, by: Person) -> Refusal | None:
    """Whoever acts for a union holds a post there or above it; for a sensitive case, there. Nobody works on
    what they brought themselves."""
    may = unit.path in offices_of(by, HANDLE) if case.is_sensitive else by.may(HANDLE, unit.path)
    if not may:
        return Refusal("elsewhere", _("这一件现在由%(name)s办理。"), name=unit.name)
    if case.person_id == by.pk:
        return Refusal("your_own", _("自己提出的事项，要由另一位干部办理。"))
    return None


def why_not_now(case: Case, move: str) -> Refusal | None:
    """Whether the table knows this move from the state it is in, and the programme leaves it to the desk."""
    if move not in MOVES.open_from(case.state):
        return Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
    return why_not_by_programme(case, move)


def why_not_move(case: Case, move: str, by: Person) -> Refusal | None:
    return why_not_now(case, move) or why_not_at_desk(case, case.holder, by)


def why_not_for_taker(case: Case, move: str, by: Person) -> Refusal | None:
    """What only the union that took it in may do: answer at once, reject, close, call back, archive."""
    if case.is_open and case.holder_id != case.organisation_id:
        return Refusal("elsewhere", _("这一步由受理的%(name)s办理。"), name=case.organisation.name)
    return why_not_now(case, move) or why_not_at_desk(case, case.organisation, by)


def why_not_to(case: Case, to: Organisation) -> Refusal | None:
    """Down the tree or up it, to a union that stands."""
    holder = case.holder
    if to.pk == holder.pk or not (holder.contains(to.path) or to.contains(holder.path)):
        return Refusal("not_in_line", _("只能派给%(name)s的下级或上级工会。"), name=holder.name)
    if to.until is not None:
        return Refusal("dissolved", _("%(name)s 已撤销。"), name=to.name)
    return None


def why_not_return(case: Case, share: Dispatch, by: Person) -> Refusal | None:
    if refusal := why_not_move(case, "return", by):
        return refusal
    if share.sender_id is None:
        return Refusal("taken_in_here", _("这一件是本会受理的；不属于工会职责的，可以不予受理或转其他单位。"))
    if share.is_final:
        return Refusal("assigned", _("这是上级指定办理的，不能再退回。"))
    return why_not_with_parts(case)


def why_not_reply(case: Case, by: Person) -> Refusal | None:
    return why_not_move(case, "reply", by) or why_not_with_parts(case)


def why_not_with_parts(case: Case) -> Refusal | None:
    if case.parts:
        return Refusal("parts_open", _("还有 %(n)s 个协办单位没有答复，请等答复或撤销协办。"), n=case.parts)
    return None


def why_not_close(case: Case, by: Person, flow: Flow | None) -> Refusal | None:
    if flow is not None and flow.uses(Flow.Step.CALLBACK) and case.satisfied is None:
        return Refusal("call_first", _("本会的流程要求先回访，再办结。"))
    return why_not_end_well(case, "close", by)


def why_not_end_well(case: Case, move: str, by: Person) -> Refusal | None:
    return why_not_for_taker(case, move, by) or why_not_yet(case)


def why_not_yet(case: Case, before: str = Need.CLOSE) -> Refusal | None:
    """What its kind asks for before the end, or before the stage of a rule, and where it is given."""
    if before == Need.CLOSE and not case.missing:
        return None
    lacks = case.needs.filter(before=before, given_at=None).order_by("id")
    if names := [need.label for need in lacks]:
        sentence = _("还缺：%(what)s。请先在办件页的“要件”里补上。")
        return Refusal("needs_missing", sentence, what=listed(names))
    return None


def why_not_supply(case: Case, by: Person) -> Refusal | None:
    return why_not_now(case, "supply") or why_not_at_desk(case, case.holder, by)


def why_not_archive(case: Case, by: Person, flow: Flow | None) -> Refusal | None:
    if flow is not None and flow.uses(Flow.Step.QUALITY_CHECK) and case.state == "closed":
        return Refusal("check_first", _("本会的流程要求先质检，再归档。"))
    return why_not_for_taker(case, "archive", by)


def why_not_classify(case: Case, grade: str, by: Person) -> Refusal | None:
    if not case.kind.has_grade(grade):
        return Refusal("no_such_grade", _("没有这个类别。"))
    if case.is_extended:
        return Refusal("extended", _("已经延期，不能再改类别。"))
    return why_not_move(case, "classify", by)


def why_not_ask_time(case: Case, share: Dispatch, now: datetime, by: Person) -> Refusal | None:
    """Asked before it runs out, by the database's time (HL-06)."""
    if refusal := why_not_move(case, "ask_time", by):
        return refusal
    if not is_in_time(share.due_at, now):
        return Refusal("too_late", _("已经超期，不能再申请延期。"))
    most = extension_ruling(case, now)
    if case.is_extended:
        return Refusal("extended_once", _("已经延期过一次，不能再延。"), rule=most.citation)
    return None


def why_not_decide_time(extension: Extension, by: Person) -> Refusal | None:
    case = extension.case
    if extension.state != "asked":
        return Refusal("decided", _("这个延期申请已经有了结果。"))
    if not case.is_open:
        return Refusal("not_open", _("这一件已经不在办理中。"))
    if refusal := why_not_at_desk(case, extension.decider, by):
        return refusal
    if extension.asked_by_id == by.pk:
        return Refusal("asked_yourself", _("自己申请的延期，要由另一位干部批准。"))
    return None


def why_not_merge(case: Case, into: Case, by: Person) -> Refusal | None:
    if case.pk == into.pk or not into.is_open:
        return Refusal("not_open", _("只能并入另一件还在办理的事项。"))
    if case.is_sensitive != into.is_sensitive or case.organisation_id != into.organisation_id:
        return Refusal("unlike", _("只能并入同一个工会受理的同类事项。"))
    if case.person_id is not None and case.person_id == by.pk:
        return Refusal("your_own", _("自己提出的事项，要由另一位干部办理。"))
    return why_not_for_taker(case, "merge", by) or why_not_with_parts(case)


def why_not_part(case: Case, part: Dispatch, by: Person) -> Refusal | None:
    if part.is_lead or part.state not in ("sent", "signed"):
        return Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
    return why_not_now(case, "part_replied") or why_not_at_desk(case, part.unit, by)


def why_not_owner(case: Case, by: Person | None, *, proved: bool) -> Refusal | None:
    """The owner: the person who brought it, or whoever knows its number and the phone (`proved`)."""
    if proved or (by is not None and case.person_id == by.pk):
        return None
    return Refusal("not_yours", _("这不是您的事项。"))


def why_not_rate(case: Case) -> Refusal | None:
    if case.state not in ("closed", "checked"):
        return Refusal("not_closed", _("办结以后可以评价。"))
    if case.satisfied is not None:
        return Refusal("rated", _("已经评价过了，谢谢。"))
    return None


def why_not_define(organisation: Organisation, by: Person) -> Refusal | None:
    if not by.may(DEFINE, organisation.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    return None


def may_reopen(case: Case) -> bool:
    """Who is not satisfied has it handled once more (HL-04)."""
    return not case.is_reopened


def clock_of(rule_id: str, organisation: Organisation, at: datetime) -> tuple[Clock, Ruling]:
    """The clock that runs where this union is, and the rule it comes from."""
    ruling = rule(rule_id, where=organisation.county_code, on=local_date(at))
    return Clock.of(ruling.value), ruling


def extension_ruling(case: Case, at: datetime) -> Ruling:
    return rule("CW-04.extension", where=case.organisation.county_code, on=local_date(at))
