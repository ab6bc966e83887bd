# SPDX-License-Identifier: Apache-2.0
"""Why not? Pure questions. `actions/enrol.sql` asks the same ones in the same order, and a test compares."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from unionnet.directory.people.audience import why_outside
from unionnet.directory.people.models import Person, Standing
from unionnet.directory.people.occupations import occupation_label
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.rulebook import rule
from unionnet.tools.enrolment.models import Draw, Invitation, Offer, OfferGroup, Pause, Place, Withdrawal


@dataclass(frozen=True)
class Candidate:
    """What the rule may know of a person: the standing, and what they hold in the group of the offer."""

    path: str = ""
    is_real_name: bool = False
    tags: tuple[str, ...] = ()
    born_on: date | None = None
    paused_until: datetime | None = None
    holds_in_group: bool = False

    @classmethod
    def of(cls, standing: Standing | None, **more: object) -> Candidate:
        if standing is None:
            return cls(**more)  # type: ignore[arg-type]
        return cls(
            standing.path,
            standing.is_real_name,
            tuple(standing.tags),
            standing.born_on,
            **more,  # type: ignore[arg-type]
        )

    def age_on(self, day: date) -> int | None:
        if self.born_on is None:
            return None
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))


def why_not_enrol(candidate: Candidate, offer: Offer, at: datetime) -> Refusal | None:
    """Asked of everybody, to draw the button; the verb asks again in SQL, under the lock."""
    code = why_not_now(offer, at) or why_not_you(candidate, offer) or ("full" if offer.is_full else None)
    return refusal(code, offer) if code else None


def why_not_now(offer: Offer, at: datetime) -> str | None:
    """The code of what stands against everybody at this moment."""
    stage = offer.stage_at(at)
    if stage != "open":
        return {"soon": "not_open_yet"}.get(stage, stage)
    return "choose_instead" if offer.mode == Offer.Mode.RANKED else None


def why_not_you(candidate: Candidate, offer: Offer) -> str | None:
    """The code of what stands against this person, whenever they come."""
    return _wrong_people(candidate, offer) or _wrong_age(candidate, offer) or _not_again(candidate, offer)


def _wrong_people(candidate: Candidate, offer: Offer) -> str | None:
    return why_outside(
        candidate.path,
        candidate.is_real_name,
        candidate.tags,
        audience=offer.audience,
        open_to=offer.open_to,
        any_tags=offer.any_tags,
    )


def _wrong_age(candidate: Candidate, offer: Offer) -> str | None:
    if offer.min_age is None and offer.max_age is None:
        return None
    age = candidate.age_on(offer.opening_day)
    if age is None:
        return "age_unknown"
    if offer.min_age is not None and age < offer.min_age:
        return "too_young"
    return "too_old" if offer.max_age is not None and age > offer.max_age else None


def _not_again(candidate: Candidate, offer: Offer) -> str | None:
    if candidate.holds_in_group and offer.group_id is not None:
        return "one_per_group"
    if offer.minds_pauses and candidate.paused_until and candidate.paused_until > offer.opens_at:
        return "paused"
    return None


def why_not_withdraw(offer: Offer, at: datetime) -> Refusal | None:
    if offer.withdrawable_until and at > offer.withdrawable_until:
        return refusal("too_late_to_withdraw", offer)
    return None


def undo_until(gone: Withdrawal, offer: Offer) -> datetime:
    """EN-09: a mistake of one's own can be taken back for so many minutes, a place that was kept no longer
    than it was kept."""
    where, day = offer.organisation.county_code, local_date(gone.at)
    end = gone.at + timedelta(minutes=rule("EN-09.undo_minutes", where=where, on=day).value)
    return min(end, gone.deadline) if gone.deadline else end


def why_not_undo(gone: Withdrawal, offer: Offer, at: datetime) -> Refusal | None:
    """Nobody is put out for it, and nothing but time is judged again: it was theirs a moment ago."""
    if offer.cancelled_at:
        return refusal("cancelled", offer)
    if gone.why not in Withdrawal.OWN_DEEDS:
        return refusal("not_undone", offer)
    if offer.is_over(at) or at > undo_until(gone, offer):
        return refusal("too_late_to_undo", offer)
    if gone.had == "waiting":
        return _why_not_list_again(gone, offer)
    return refusal("place_gone", offer) if offer.free <= 0 or offer.waiting > 0 else None


def _why_not_list_again(gone: Withdrawal, offer: Offer) -> Refusal | None:
    """A number on the list keeps its rank and goes back to where it was. A roster that was published, or
    drawn from, without it stays as it is."""
    drawn_since = offer.drawn_at is not None and gone.at < offer.drawn_at
    if drawn_since or Draw.objects.filter(offer=offer, drawn_at=None, frozen_at__gte=gone.at).exists():
        return refusal("roster_published", offer)
    return refusal("full", offer) if offer.is_full else None


def why_not_confirm(invitation: Invitation | None, offer: Offer, at: datetime) -> Refusal | None:
    if invitation is None or at > invitation.deadline:
        return refusal("nothing_to_confirm", offer)
    return refusal("cancelled", offer) if offer.cancelled_at else None


def why_not_resize(offer: Offer, size: int) -> Refusal | None:
    """Places given are not taken back by a smaller number."""
    if size < offer.taken + offer.held:
        return Refusal(
            "below_taken", _("已经给出 %(given)s 个名额，总数不能更少。"), given=offer.taken + offer.held
        )
    return None


def why_not_change(offer: Offer, changed: Collection[str], draw: Draw | None) -> Refusal | None:
    """Who enters after the roster was published would be on no list. So enrolment is not opened again."""
    if offer.cancelled_at:
        return refusal("cancelled", offer)
    if draw and draw.frozen_at and {"opens_at", "closes_at"} & set(changed):
        return refusal("roster_published", offer)
    return None


def why_not_check_in(place: Place | None, offer: Offer) -> Refusal | None:
    if offer.cancelled_at:
        return refusal("cancelled", offer)
    return refusal("no_place", offer) if place is None else None


def why_not_lift(pause: Pause, reason: str, by: Person, at: datetime) -> Refusal | None:
    """Somebody else decides, while it lasts, and says why."""
    if pause.person_id == by.pk:
        return Refusal("not_your_own", _("自己的暂停要请别的工作人员解除。"))
    if pause.until <= at:
        return Refusal("pause_over", _("暂停已经期满，不用解除。"))
    if len(reason) < 2:
        return Refusal("reason_needed", _("请写明解除原因，本人会看到。"))
    return None


def why_not_choose(
    candidate: Candidate, group: OfferGroup, offers: list[Offer], at: datetime
) -> Refusal | None:
    """Wishes are different ranked offers of this group, each open and open to this person. What the published
    roster says of them stays as it is."""
    if _roster_is_published(group):
        return Refusal("roster_published", _("抽签名册已经公布，志愿不能再改，请留意抽签结果。"))
    if not offers or len({offer.pk for offer in offers}) != len(offers):
        return Refusal("wishes_repeat", _("请填报至少一个志愿，且不要重复。"))
    for offer in offers:
        if offer.group_id != group.pk or offer.mode != Offer.Mode.RANKED:
            return Refusal("not_in_this_group", _("有志愿不属于这一组项目。"))
        code = why_not_now(offer, at)
        code = None if code == "choose_instead" else code
        if code := code or why_not_you(candidate, offer):
            return refusal(code, offer)
    return None


def why_not_make(offer: Offer) -> Refusal | None:
    """Nobody on a published roster could have wished for it."""
    if offer.mode == Offer.Mode.RANKED and offer.group and _roster_is_published(offer.group):
        return Refusal(
            "roster_published", _("这一组的抽签名册已经公布，不能再加志愿项目，请另建一个报名组。")
        )
    return None


def _roster_is_published(group: OfferGroup) -> bool:
    return Draw.objects.filter(group=group, frozen_at__isnull=False).exists()


def why_not_freeze(draw: Draw, at: datetime) -> Refusal | None:
    ranked = draw.group.offers.filter(mode=Offer.Mode.RANKED) if draw.group else ()
    offers = [draw.offer] if draw.offer else list(ranked)
    if any(not offer.cancelled_at and at < offer.closes_at for offer in offers):
        return Refusal("still_open", _("报名还没有截止，截止后才能公布名册。"))
    return None


def why_not_draw(draw: Draw) -> Refusal | None:
    if not draw.frozen_at:
        return Refusal("roster_not_frozen", _("请先公布名册，再抽签。"))
    return None


def refusal(code: str, offer: Offer) -> Refusal:
    """The "no" of a code: the same words from the page, the API, the hot lane and the desk."""
    sentence, cited, facts = SENTENCES[code]
    return Refusal(code, sentence(), rule=citation(cited, offer) if cited else None, **facts(offer))


def citation(rule_id: str, offer: Offer) -> Citation:
    """The provision where the offer's union works, on the opening day."""
    return rule(rule_id, where=offer.organisation.county_code, on=offer.opening_day).citation


def _when(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "Y-m-d H:i:s")


Facts = Callable[[Offer], dict[str, object]]
_none: Facts = lambda offer: {}  # noqa: E731
_open: Facts = lambda offer: {"opens_at": _when(offer.opens_at)}  # noqa: E731
_close: Facts = lambda offer: {"closes_at": _when(offer.closes_at)}  # noqa: E731
_whose: Facts = lambda offer: {"name": offer.open_to.name if offer.open_to else ""}  # noqa: E731
_min: Facts = lambda offer: {"age": offer.min_age}  # noqa: E731
_max: Facts = lambda offer: {"age": offer.max_age}  # noqa: E731
_tags: Facts = lambda offer: {"tags": _("、").join(map(occupation_label, offer.any_tags))}  # noqa: E731
_reason: Facts = lambda offer: {"reason": offer.cancel_reason}  # noqa: E731
_until: Facts = lambda offer: {"until": _when(offer.withdrawable_until or offer.closes_at)}  # noqa: E731

SENTENCES: dict[str, tuple[Callable[[], str], str, Facts]] = {
    "cancelled": (lambda: _("这个项目已取消：%(reason)s"), "", _reason),
    "not_open_yet": (lambda: _("报名于 %(opens_at)s 开始。"), "EN-07.when", _open),
    "closed": (lambda: _("报名已于 %(closes_at)s 截止。"), "EN-07.when", _close),
    "choose_instead": (lambda: _("这一组项目请按顺序填报志愿。"), "EN-06.draw", _none),
    "real_name_only": (lambda: _("需要先完成实名认证。"), "EN-05.who", _none),
    "members_only": (lambda: _("只对工会会员开放，您可以先申请入会。"), "EN-05.who", _none),
    "not_yours": (lambda: _("只对“%(name)s”及所属工会的会员开放。"), "EN-05.who", _whose),
    "other_people": (lambda: _("只对以下人群开放：%(tags)s。"), "EN-05.who", _tags),
    "age_unknown": (lambda: _("有年龄要求，请先完善出生日期。"), "EN-08.age", _none),
    "too_young": (lambda: _("须年满 %(age)s 周岁。"), "EN-08.age", _min),
    "too_old": (lambda: _("须不超过 %(age)s 周岁。"), "EN-08.age", _max),
    "one_per_group": (lambda: _("您在这一组项目里已有一个名额，每人限一个。"), "EN-02.one_per_group", _none),
    "paused": (lambda: _("因多次无故缺席，您暂时不能报名。"), "EN-01.no_shows", _none),
    "full": (lambda: _("名额已满，候补也已满。"), "EN-04.order", _none),
    "too_late_to_withdraw": (lambda: _("%(until)s 以后不能自行退出，请联系主办工会。"), "EN-07.when", _until),
    "not_undone": (lambda: _("只有自己刚刚退出的才能撤销。"), "EN-09.undo_minutes", _none),
    "too_late_to_undo": (lambda: _("撤销的时间已经过了。"), "EN-09.undo_minutes", _none),
    "place_gone": (lambda: _("您退出的名额已经给了别人，不能撤销。"), "EN-09.undo_minutes", _none),
    "roster_published": (lambda: _("抽签名册已经公布，不能再变动。"), "EN-06.draw", _none),
    "nothing_to_confirm": (
        lambda: _("没有等您确认的名额：可能已经确认过，或已过时限顺延下一位。"),
        "EN-03.confirm_minutes",
        _none,
    ),
    "no_place": (lambda: _("这位没有这个项目的名额。"), "", _none),
    "key_reused": (lambda: _("同一个幂等键不能用于不同的请求。"), "", _none),
}
