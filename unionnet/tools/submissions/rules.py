# SPDX-License-Identifier: Apache-2.0
"""Why not? Asked to draw the button, and again by the verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.calendar import add_working_days, months_after
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.tools.submissions.models import OPEN_STATES, Circular, Kind, Letterhead, Submission
from unionnet.tools.submissions.models.kinds import spoken

SEE, SEND, DECIDE = "submissions.see", "submissions.send", "submissions.decide"
DEFINE = "submissions.define"
MOVES = Moves(
    {
        "send": ({"draft", "returned"}, "sent"),
        "recommend": ({"sent"}, "sent"),
        "review": ({"sent"}, "reviewed"),
        "announce": ({"sent", "reviewed"}, "on_notice"),
        "approve": (set(OPEN_STATES), "approved"),
        "refuse": (set(OPEN_STATES), "refused"),
        "return": (set(OPEN_STATES), "returned"),
        "withdraw": ({"draft", "returned", "sent"}, "withdrawn"),
        "confirm": ({"approved"}, "approved"),
        "revoke": ({"approved"}, "revoked"),
    }
)
MOST_GAPS = 500
MOST_READERS = 5_000
MOST_FILES = 10
MOST_LINES = 20
MOST_DAYS, MOST_MONTHS = 60, 60


def why_not_draft(sender: Organisation, by: Person) -> Refusal | None:
    if not by.may(SEND, sender.path):
        return Refusal("elsewhere", _("您不能代%(name)s报送，请用该会的任职登录。"), name=sender.name)
    if sender.parent_id is None:
        return Refusal("nobody_above", _("最上级工会没有上级可以报送。"))
    if sender.until is not None:
        return Refusal("dissolved", _("%(name)s 已撤销。"), name=sender.name)
    return None


def why_not_kind(kind: Kind, sender: Organisation) -> Refusal | None:
    """A local kind is for the unions below the office that made it, while it is open."""
    if kind.closed_at is not None:
        return Refusal("kind_closed", _("“%(name)s”已停用或有了新版本，请重新选择类型。"), name=kind.label)
    office = kind.organisation
    if office and (office.pk == sender.pk or not office.contains(sender.path)):
        return Refusal("not_below", _("%(name)s 不是本会的下级工会。"), name=sender.name)
    return None


def why_not_define(organisation: Organisation, by: Person) -> Refusal | None:
    if not by.may(DEFINE, organisation.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    if organisation.until is not None:
        return Refusal("dissolved", _("%(name)s 已撤销。"), name=organisation.name)
    return None


def why_not_change_kind(kind: Kind, by: Person) -> Refusal | None:
    if kind.organisation is None:
        return Refusal("not_local", _("这个类型由程序规定，不能在这里修改。"))
    if kind.closed_at is not None:
        return Refusal("kind_closed", _("“%(name)s”已停用或有了新版本，请重新选择类型。"), name=kind.label)
    return why_not_define(kind.organisation, by)


def why_not_terms(fields: Mapping[str, Any]) -> Refusal | None:
    """`fields` as a row of `Kind` keeps them."""
    if not fields["name"]:
        return Refusal("no_name", _("请写类型的名称。"))
    for lines in (fields["questions"], fields["papers"]):
        labels = [each["label"] for each in lines]
        if not all(labels) or len(set(labels)) < len(labels):
            return Refusal("same_line", _("每行写一项，不能重复。"))
        if len(labels) > MOST_LINES:
            return Refusal("too_many_lines", _("最多写 %(n)s 项。"), n=MOST_LINES)
    days = (fields["notice_days"], fields["reply_days"] or 0)
    if max(days) > MOST_DAYS or fields["reply_days"] == 0:
        return Refusal("too_long", _("期限从 1 到 %(n)s 个工作日。"), n=MOST_DAYS)
    if fields["recheck_months"] > MOST_MONTHS:
        return Refusal("too_far", _("复核间隔最多 %(n)s 个月。"), n=MOST_MONTHS)
    return None


def why_not_ask(sender: Organisation, decider: Organisation) -> Refusal | None:
    """Papers go up the own chain of unions, to one that stands."""
    if sender.pk == decider.pk or not decider.contains(sender.path):
        return Refusal("not_above", _("%(name)s 不是上级工会，请选择本会的上级。"), name=decider.name)
    if decider.until is not None:
        return Refusal("dissolved", _("%(name)s 已撤销。"), name=decider.name)
    return None


def why_not_revise(submission: Submission, by: Person) -> Refusal | None:
    if refusal := why_not_draft(submission.sender, by):
        return refusal
    if not submission.is_with_sender:
        return Refusal("not_yours_now", _("已经报送，不能再改；需要修改的，请先撤回或请上级退回。"))
    return None


def why_not_send(
    submission: Submission, by: Person, *, papers: set[str], sent_this_year: int
) -> Refusal | None:
    """`papers` are the keys of what is enclosed; `sent_this_year` counts others of this kind and sender."""
    kind = submission.kind
    missing = [
        kind.paper_label(each["key"])
        for each in kind.papers
        if each.get("required") and each["key"] not in papers
    ]
    if missing:
        return Refusal(
            "papers_missing", _("还缺：%(papers)s。请上传后再报送。"), papers=_("、").join(missing)
        )
    unanswered = [
        spoken(each["label"])
        for each in kind.questions
        if each.get("required") and submission.answers.get(each["name"]) in (None, "")
    ]
    if unanswered:
        return Refusal("answers_missing", _("还没有填写：%(what)s。"), what=_("、").join(unanswered))
    if not submission.body.strip():
        return Refusal("no_body", _("请先写正文。"))
    if kind.quota_a_year is not None and sent_this_year >= kind.quota_a_year:
        return Refusal("quota_used", _("本会今年的名额（%(n)s 件）已用完，明年再报。"), n=kind.quota_a_year)
    return why_not_revise(submission, by)


def why_not_handle(submission: Submission, by: Person) -> Refusal | None:
    """Only where it lies, and nobody answers what they sent themselves."""
    if not submission.is_open:
        return Refusal("not_open", _("这件申报现在不在办理中。"))
    if not by.may(DECIDE, submission.holder.path):
        return Refusal("elsewhere", _("这件申报现在由%(name)s办理。"), name=submission.holder.name)
    if by.pk in (submission.sent_by_id, submission.drafted_by_id):
        return Refusal("your_own", _("自己经手报送的，要由另一位干部办理。"))
    return None


def why_not_recommend(submission: Submission, by: Person) -> Refusal | None:
    if refusal := why_not_handle(submission, by):
        return refusal
    if submission.holder_id == submission.decider_id:
        return Refusal("decide_instead", _("本会就是批复单位，请直接批复。"))
    return None


def why_not_review(submission: Submission, by: Person) -> Refusal | None:
    return _why_not_here(submission, by)


def why_not_announce(submission: Submission, by: Person) -> Refusal | None:
    if refusal := _why_not_here(submission, by):
        return refusal
    if submission.kind.is_reviewed and submission.state == Submission.State.SENT:
        return Refusal("not_reviewed", _("这类申报先审核，再公示和批复。"))
    if not submission.kind.notice_days:
        return Refusal("no_notice", _("这类申报不需要公示。"))
    return None


def why_not_decide(
    submission: Submission, by: Person, today: date, *, approve: bool = True
) -> Refusal | None:
    """Saying no needs neither a second person nor a notice."""
    if refusal := _why_not_here(submission, by):
        return refusal
    if not approve:
        return None
    return _why_not_reviewed(submission, by) or _why_not_noticed(submission, today)


def _why_not_reviewed(submission: Submission, by: Person) -> Refusal | None:
    if not submission.kind.is_reviewed:
        return None
    if submission.reviewed_by_id is None:
        return Refusal("not_reviewed", _("这类申报先审核，再公示和批复。"))
    if submission.reviewed_by_id == by.pk:
        return Refusal("reviewed_yourself", _("您是审核人，批复要由另一位干部作出。"))
    return None


def _why_not_noticed(submission: Submission, today: date) -> Refusal | None:
    days, until = submission.kind.notice_days, submission.notice_until
    if days and until is None:
        return Refusal("not_announced", _("请先公示 %(n)s 个工作日。"), n=days)
    if until and today <= until:
        return Refusal("still_on_notice", _("公示到 %(day)s 为止，期满后再批复。"), day=until)
    return None


def why_not_withdraw(submission: Submission, by: Person) -> Refusal | None:
    if submission.state not in ("draft", "returned", "sent"):
        return Refusal("too_late", _("上级已经开始审核，不能撤回；请联系上级退回。"))
    return why_not_draft(submission.sender, by)


def why_not_recheck(submission: Submission, by: Person) -> Refusal | None:
    if submission.state != Submission.State.APPROVED or submission.recheck_on is None:
        return Refusal("no_recheck", _("这件申报不需要复核。"))
    if not by.may(DECIDE, submission.decider.path):
        return Refusal("elsewhere", _("这件申报现在由%(name)s办理。"), name=submission.decider.name)
    return None


def why_not_number(last: int, wanted: int, gap_reason: str, letterhead: Letterhead) -> Refusal | None:
    """The next number, or a later one with the reason why those between are left out."""
    if wanted <= last:
        return Refusal(
            "number_used",
            _("%(word)s %(n)s 号已经用过，下一个是 %(next)s 号。"),
            word=letterhead.word,
            n=wanted,
            next=last + 1,
        )
    if wanted > last + 1 and not gap_reason:
        return Refusal("why_the_gap", _("跳过了 %(n)s 个号，请写明空号原因。"), n=wanted - last - 1)
    if wanted > last + 1 + MOST_GAPS:
        return Refusal("gap_too_wide", _("一次最多跳过 %(n)s 个号，请核对号码。"), n=MOST_GAPS)
    return None


def why_not_send_down(
    organisation: Organisation, unions: Sequence[Organisation], body: str, files: int, by: Person
) -> Refusal | None:
    """Papers to be read go down the own tree."""
    if not by.may(DECIDE, organisation.path):
        return Refusal("elsewhere", _("您不能代%(name)s报送，请用该会的任职登录。"), name=organisation.name)
    if not body and not files:
        return Refusal("no_body", _("请先写正文，或者上传文件。"))
    if files > MOST_FILES:
        return Refusal("too_many_papers", _("附件最多 %(n)s 个。"), n=MOST_FILES)
    return _why_not_readers(organisation, unions)


def _why_not_readers(organisation: Organisation, unions: Sequence[Organisation]) -> Refusal | None:
    if not unions:
        return Refusal("nobody_to_read", _("请选择要传阅的下级工会。"))
    if len(unions) > MOST_READERS:
        return Refusal("too_many_copies", _("一次最多抄送 %(n)s 个。"), n=MOST_READERS)
    outside = [each for each in unions if each.pk == organisation.pk or not organisation.contains(each.path)]
    if outside:
        return Refusal("not_below", _("%(name)s 不是本会的下级工会。"), name=outside[0].name)
    return None


def why_not_remind(circular: Circular, unread: int, by: Person, today: date) -> Refusal | None:
    if not by.may(DECIDE, circular.organisation.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    if not unread:
        return Refusal("all_read", _("都已经读过了。"))
    if circular.reminded_on == today:
        return Refusal("reminded_today", _("今天已经提醒过，明天可以再提醒。"))
    return None


def due_from(submission: Submission, holder: Organisation, day: date) -> tuple[date, str]:
    """By when the holder answers, and the rule; none where the office that made the kind says how long."""
    if submission.kind.reply_days:
        return add_working_days(day, submission.kind.reply_days), ""
    ruling = rule(submission.kind.reply_rule, where=holder.county_code, on=day)
    return add_working_days(day, int(ruling.value)), ruling.citation.rule


def notice_end(submission: Submission, day: date) -> date:
    """The last day of the notice; the day it begins is not counted."""
    return add_working_days(day, submission.kind.notice_days)


def recheck_day(submission: Submission, day: date) -> date | None:
    months = submission.kind.recheck_months
    return months_after(day, months) if months else None


def _why_not_here(submission: Submission, by: Person) -> Refusal | None:
    if refusal := why_not_handle(submission, by):
        return refusal
    if submission.holder_id != submission.decider_id:
        return Refusal("recommend_first", _("本会先提出推荐意见，再转上一级。"))
    return None
