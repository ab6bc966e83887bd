# SPDX-License-Identifier: Apache-2.0
"""What people are told. After the commit, at least once: every notice has a key of its own."""

from __future__ import annotations

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_noop as _

from unionnet.directory.people.models import Person
from unionnet.directory.reach.actions import notify, notify_all
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import on
from unionnet.tools.enrolment.facts import (
    DrawDone,
    OfferCancelled,
    OfferChanged,
    Paused,
    PauseLifted,
    PlaceGivenUp,
    PlaceOffered,
    PlaceTaken,
)
from unionnet.tools.enrolment.models import Draw, Invitation, Offer, Pause, Place, Withdrawal
from unionnet.tools.enrolment.queries import everybody_of, pause_of

# What changes a person's plans; a better summary does not.
MATTERS = frozenset({"title", "starts_at", "ends_at", "opens_at", "closes_at"})
# One's own deeds need no notice; of a place lost by absences whoever took it tells.
TOLD = frozenset({"lapsed", "has_other", "by_office"})


@on(PlaceOffered)
def say_a_place_is_kept(fact: PlaceOffered) -> None:
    invitation = Invitation.objects.filter(pk=fact.invitation).select_related("person", "offer").first()
    if invitation is None:  # answered already
        return
    notify(
        invitation.person,
        kind="enrolment.place_offered",
        title=_("有名额了：%(offer)s"),
        text=_("您候补的“%(offer)s”有了名额，请在 %(at)s 前确认，逾期顺延下一位。"),
        facts={"offer": invitation.offer.heading, "at": _moment(invitation.deadline)},
        url=_page(invitation.offer),
        organisation=invitation.offer.organisation,
        unique=f"enrolment.place_offered.{fact.invitation}",
    )


@on(PlaceTaken)
def say_the_list_moved(fact: PlaceTaken) -> None:
    """Only for those who were not there when it happened: from the waiting list, or by lot."""
    place = (
        Place.objects.filter(offer=fact.offer, person=fact.person, via__in=["list", "draw"])
        .select_related("person", "offer__organisation")
        .first()
    )
    if place is None:
        return
    notify(
        place.person,
        kind="enrolment.place_taken",
        title=_("您得到了名额：%(offer)s"),
        text=_("“%(offer)s”的名额归您了，回执 %(receipt)s。来不了请尽早退出。"),
        facts={"offer": place.offer.heading, "receipt": place.receipt},
        url=_page(place.offer),
        organisation=place.offer.organisation,
        unique=f"enrolment.place_taken.{place.pk}",
    )


@on(PlaceGivenUp)
def say_it_is_gone(fact: PlaceGivenUp) -> None:
    gone = Withdrawal.objects.select_related("person", "offer__organisation").get(pk=fact.withdrawal)
    if gone.why not in TOLD:
        return
    notify(
        gone.person,
        kind="enrolment.place_given_up",
        title=_("名额已让出：%(offer)s"),
        text=_("您在“%(offer)s”的名额或候补已让出，原因：%(why)s。"),
        facts={"offer": gone.offer.heading, "why": gone.get_why_display()},
        url=_page(gone.offer),
        organisation=gone.offer.organisation,
        unique=f"enrolment.place_given_up.{gone.pk}",
    )


@on(OfferChanged)
def say_what_changed(fact: OfferChanged) -> None:
    if fact.quietly or not MATTERS & set(fact.what):
        return
    offer = Offer.objects.select_related("organisation").get(pk=fact.offer)
    notify_all(
        everybody_of(offer),
        kind="enrolment.offer_changed",
        title=_("有变动：%(offer)s"),
        text=_("您报名的“%(offer)s”有变动，请打开看看新的时间和安排。"),
        facts={"offer": offer.heading},
        url=_page(offer),
        organisation=offer.organisation,
        unique=f"enrolment.offer_changed.{offer.pk}.{_stamp(offer)}",
    )


@on(OfferCancelled)
def say_it_is_off(fact: OfferCancelled) -> None:
    offer = Offer.objects.select_related("organisation").get(pk=fact.offer)
    people = Withdrawal.objects.filter(offer=offer, why=Withdrawal.Why.CANCELLED)
    notify_all(
        people.values_list("person_id", flat=True),
        kind="enrolment.offer_cancelled",
        title=_("已取消：%(offer)s"),
        text=_("您报名的“%(offer)s”已取消，原因：%(reason)s。"),
        facts={"offer": offer.heading, "reason": offer.cancel_reason},
        url=_page(offer),
        organisation=offer.organisation,
        unique=f"enrolment.offer_cancelled.{offer.pk}",
    )


@on(DrawDone)
def say_who_was_not_drawn(fact: DrawDone) -> None:
    """Winners hear of their place; the others of the list they are on now."""
    draw = Draw.objects.select_related("offer__organisation").get(pk=fact.draw)
    if draw.offer is None:
        return
    notify_all(
        draw.offer.queue.values_list("person_id", flat=True),
        kind="enrolment.not_drawn",
        title=_("抽签结果：%(offer)s"),
        text=_("“%(offer)s”已抽签，您这次没有抽中，已按抽签次序候补。抽签可以复算。"),
        facts={"offer": draw.offer.heading},
        url=_page(draw.offer),
        organisation=draw.offer.organisation,
        unique=f"enrolment.not_drawn.{draw.pk}",
    )


@on(Paused)
def say_the_pause(fact: Paused) -> None:
    pause = Pause.objects.get(pk=fact.pause)
    if fact.quietly:
        return
    notify(
        Person.objects.get(pk=fact.person),
        kind="enrolment.paused",
        title=_("暂停报名资格"),
        text=_("因多次无故缺席，%(until)s 前暂不能报名。有特殊情况请联系主办工会。"),
        facts={"until": _moment(pause.until)},
        url=reverse("enrolment:mine"),
        unique=f"enrolment.paused.{pause.pk}",
    )


@on(PauseLifted)
def say_the_pause_is_lifted(fact: PauseLifted) -> None:
    """Pauses overlap: another one may still hold."""
    pause = Pause.objects.select_related("person", "offer__organisation").get(pk=fact.pause)
    still = pause_of(pause.person, database_now())
    title, text = _("报名资格已恢复"), _("您现在又可以报名了。解除暂停的原因：%(reason)s")
    if still:
        title = _("一次暂停已解除")
        text = _("您还有另一次暂停，%(until)s 前仍不能报名。解除这一次的原因：%(reason)s")
    notify(
        pause.person,
        kind="enrolment.pause_lifted",
        title=title,
        text=text,
        facts={"reason": pause.lift_reason, "until": _moment(still.until) if still else ""},
        url=reverse("enrolment:list"),
        organisation=pause.offer.organisation if pause.offer else None,
        unique=f"enrolment.pause_lifted.{pause.pk}",
    )


def _page(offer: Offer) -> str:
    return reverse("enrolment:offer", args=[offer.public_id])


def _moment(at: object) -> str:
    return formats.date_format(timezone.localtime(at), "Y-m-d H:i")  # type: ignore[arg-type]


def _stamp(offer: Offer) -> str:
    """The terms that matter, so that a second change is a second notice and a repeated fact is not."""
    moments = [offer.opens_at, offer.closes_at, offer.starts_at, offer.ends_at]
    return "-".join(f"{at.timestamp():.0f}" if at else "" for at in moments)[:50]
