# SPDX-License-Identifier: Apache-2.0
"""Why not? Every "no" of a re-election names the article it rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.programmes.committees.demands import Demands, removal_needs
from unionnet.programmes.committees.models import Body, Candidate, Committee, Election, Permission, Race, Seat

MANAGE = "committees.manage"
MOVES = Moves({
    # move        from                        to
    "count":     ({"preparing", "counted"}, "counted"),
    "reopen":    ({"counted"},              "preparing"),
    "send":      ({"counted"},              "submitted"),
    "come_back": ({"submitted"},            "counted"),
    "approve":   ({"submitted"},            "approved"),
    "abandon":   ({"preparing", "counted"}, "abandoned"),
})  # fmt: skip
LETTER_MOVES = Moves({
    "send":      ({"written"},          "asked"),
    "come_back": ({"asked"},            "written"),
    "grant":     ({"asked"},            "granted"),
    "be_silent": ({"asked"},            "silent"),
    "refuse":    ({"asked"},            "refused"),
    "withdraw":  ({"written", "asked"}, "withdrawn"),
})  # fmt: skip
HEADS = ("chair", "executive_vice_chair", "vice_chair")
LONGEST_DELAY = 2  # years: a slip of the pen, not a rule


def why_not_manage(person: Person, organisation: Organisation) -> Refusal | None:
    """Whether this officer keeps the committees of that union."""
    if person.may(MANAGE, organisation.path):
        return None
    return Refusal("elsewhere", _("您没有管理“%(name)s”两委和换届的权限。"), name=organisation.name)


def why_not_prepare(
    committee: Committee | None, permissions: Iterable[Permission], organisation: Organisation, today: date
) -> Refusal | None:
    """A re-election before the last days of a term is an early one (ORG-20)."""
    if committee is None:
        return None
    where = organisation.county_code
    window = rule("ORG-20.window_days", where=where, on=today).value
    if committee.days_left(today) <= window:
        return None
    if any(p.kind == Permission.Kind.EARLY and p.is_granted for p in permissions):
        return None
    return Refusal(
        "too_early",
        _("本届 %(until)s 届满，现在办理属于提前换届：请先报请上一级工会同意。"),
        rule=rule("ORG-20.off_schedule", where=where, on=today).citation,
        until=committee.until,
    )


def why_not_seats(body: str, seats: int, demands: Demands) -> Refusal | None:
    """Whether a body may have so many seats: within its band, and odd (ORG-22, ORG-33, ORG-34)."""
    band = demands.band_of(body)
    label = Body(body).label
    if band and seats not in band:
        return Refusal(
            "wrong_size",
            _("%(members)s 名会员（其中女会员 %(women)s 名）的工会，%(body)s应为 %(band)s 人。"),
            rule=band.ruling.citation,
            members=demands.members,
            women=demands.women,
            body=label,
            band=band,
        )
    if band and body == Body.UNION_COMMITTEE and seats % 2 == 0:
        odd = demands.ruling("ORG-22.odd").citation
        return Refusal("even_size", _("%(body)s人数应为单数。"), rule=odd, body=label)
    return None


def why_not_meeting(meeting: str, should_attend: int, demands: Demands) -> Refusal | None:
    """All members up to 100; above, delegates in their band (ORG-25)."""
    ruling = demands.ruling("ORG-25.general_meeting_up_to")
    if meeting == Election.Meeting.MEMBERS_MEETING:
        if should_attend != demands.members:
            return Refusal(
                "all_members",
                _("会员大会应到会人数是全体会员 %(n)s 人。"),
                rule=ruling.citation,
                n=demands.members,
            )
        return None
    if not demands.wants_congress:
        return Refusal(
            "general_meeting",
            _("会员 %(n)s 人，不超过 %(limit)s 人，应召开会员大会。"),
            rule=ruling.citation,
            n=demands.members,
            limit=ruling.value,
        )
    if demands.is_base and demands.delegates and should_attend not in demands.delegates:
        return Refusal(
            "wrong_delegates",
            _("%(n)s 名会员的工会，会员代表应为 %(band)s 人。"),
            rule=demands.delegates.ruling.citation,
            n=demands.members,
            band=demands.delegates,
        )
    return None


def why_not_stand(race: Race, holder: str, chairs: Collection[str], demands: Demands) -> Refusal | None:
    """The chair of the union does not audit its funds (ORG-34)."""
    if race.body == Body.FUND_AUDIT_COMMITTEE and holder in chairs:
        return Refusal(
            "chair_audits",
            _("%(name)s 是工会主席人选，不能同时参选经费审查委员会。"),
            rule=demands.ruling("ORG-34.excluded").citation,
            name=holder,
        )
    return None


def why_not_cleared(body: str, cleared: bool, demands: Demands) -> Refusal | None:
    """Somebody has to say that the candidates are not of those who may not stand (ORG-21, ORG-34)."""
    if cleared:
        return None
    if body == Body.FUND_AUDIT_COMMITTEE:
        return Refusal(
            "excluded",
            _(
                "请核对：工会主席、财务人员和他们的直接下属不能参选经费审查委员会；有这样的人选请去掉后再勾选。"
            ),
            rule=demands.ruling("ORG-34.excluded").citation,
        )
    return Refusal(
        "near_relatives",
        _("请核对：用人单位主要负责人的近亲属不能作为候选人；有这样的人选请去掉后再勾选。"),
        rule=demands.ruling("ORG-21.near_relatives").citation,
    )


def why_not_enough(race: Race, candidates: int, demands: Demands) -> Refusal | None:
    """More candidates than seats (ORG-24)."""
    more, ruling = demands.surplus(race.body, race.seats)
    if candidates >= race.seats + more:
        return None
    return Refusal(
        "too_few_candidates",
        _("%(body)s选 %(seats)s 人，候选人至少 %(least)s 人，现有 %(n)s 人。请再提名。"),
        rule=ruling.citation,
        body=race.called,
        seats=race.seats,
        least=race.seats + more,
        n=candidates,
    )


def why_not_count(race: Race, candidates: Sequence[Candidate]) -> Refusal | None:
    """Figures that cannot be: more votes than voters, more choices than each may make."""
    attended, should = race.attended or 0, race.should_attend or 0
    if not should or attended > should:
        return Refusal("attendance", _("%(body)s：实到会人数不能多于应到会人数。"), body=race.called)
    if over := next((each for each in candidates if (each.votes or 0) > attended), None):
        return Refusal(
            "too_many_votes",
            _("%(name)s 得票 %(votes)s，多于实到会人数 %(attended)s。"),
            name=over.holder,
            votes=over.votes,
            attended=attended,
        )
    total = sum(each.votes or 0 for each in candidates)
    if total > attended * race.seats:
        return Refusal(
            "too_many_choices",
            _("%(body)s：%(attended)s 人每人最多选 %(seats)s 名，总票数不能超过 %(most)s，现为 %(total)s。"),
            body=race.called,
            attended=attended,
            seats=race.seats,
            most=attended * race.seats,
            total=total,
        )
    return None


def why_not_held_on(held_on: date, sitting: Committee | None, today: date) -> Refusal | None:
    """An election has taken place, and after the term it ends began."""
    if held_on > today:
        return Refusal("in_the_future", _("选举日期不能晚于今天。"))
    if sitting and held_on < sitting.since:
        return Refusal("before_term", _("选举日期不能早于本届开始的 %(since)s。"), since=sitting.since)
    return None


def why_not_delay(committee: Committee, until: date | None) -> Refusal | None:
    """A delay leads from the end of the term to a later day, and has its limit."""
    if until is None or until <= committee.until:
        return Refusal("not_later", _("请填写新的届满日期，应晚于 %(until)s。"), until=committee.until)
    if until > committee.until + timedelta(days=366 * LONGEST_DELAY):
        return Refusal("too_late", _("延期不超过 %(n)s 年，请核对日期。"), n=LONGEST_DELAY)
    return None


def why_not_leave(
    seat: Seat, leaving: str, until: date, permissions: Iterable[Permission], today: date
) -> Refusal | None:
    """A chair or vice-chair is not moved before the term is over without consent (ORG-28)."""
    if seat.until is not None:
        return Refusal("left_already", _("%(name)s 已离任。"), name=seat.holder)
    if not seat.since <= until <= today:
        return Refusal("wrong_date", _("离任日期应在任职之后，且不晚于今天。"))
    granted = any(p.seat_id == seat.pk and p.is_granted for p in permissions)
    if leaving == Seat.Leaving.MOVED and seat.post in HEADS and not granted:
        where = seat.committee.organisation.county_code
        return Refusal(
            "needs_consent",
            _("任期未满，调动主席、副主席须先征得本级工会委员会和上一级工会同意。"),
            rule=rule("ORG-28.consent", where=where, on=today).citation,
        )
    return None


def why_not_remove(seat: Seat, yes: int, everybody: int, today: date) -> Refusal | None:
    """More than half of all members or delegates, not of those present (ORG-27)."""
    needed, ruling = removal_needs(seat.committee.organisation, everybody, today)
    if needed <= yes <= everybody:
        return None
    return Refusal(
        "not_removed",
        _("罢免须召开大会，并经全体会员（代表）过半数赞成：全体 %(all)s 人，至少 %(needed)s 票。"),
        rule=ruling.citation,
        all=everybody,
        needed=needed,
    )
