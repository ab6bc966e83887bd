# SPDX-License-Identifier: Apache-2.0
"""What guardians are told: a child has no account, so its guardian hears what enrolment tells of it, and who
came for it. No name and no allergy stands in a notice: they stand on the page it leads to."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_noop as _

from unionnet.directory.reach.actions import notify
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import on
from unionnet.programmes.childcare.facts import ChildPickedUp, PickupRefused
from unionnet.programmes.childcare.models import CareClass, CareDay, Child, Entry
from unionnet.tools.enrolment.facts import OfferCancelled, PlaceGivenUp, PlaceOffered, PlaceTaken
from unionnet.tools.enrolment.models import Invitation, Place, Withdrawal

# One's own deeds need no notice; of a class that is called off another one tells.
QUIET = frozenset({*Withdrawal.OWN_DEEDS, Withdrawal.Why.CANCELLED})


@on(ChildPickedUp)
def say_the_child_went_home(fact: ChildPickedUp) -> None:
    day = (
        CareDay.objects.filter(pk=fact.care_day)
        .select_related("child__guardian", "care_class__offer")
        .first()
    )
    if day and day.left_at:
        _say(
            day.child,
            day.care_class,
            "picked_up",
            _("孩子已接走"),
            _("%(at)s，您的孩子从“%(care)s”接走了。是谁接的，请打开查看。"),
            unique=f"childcare.picked_up.{day.pk}",
            at=formats.date_format(timezone.localtime(day.left_at), "H:i"),
        )


@on(PickupRefused)
def say_somebody_came(fact: PickupRefused) -> None:
    child = Child.objects.filter(pk=fact.child).select_related("guardian").first()
    care_class = CareClass.objects.filter(pk=fact.care_class).select_related("offer").first()
    if child and care_class:
        _say(
            child,
            care_class,
            "pickup_refused",
            _("有人来接孩子，不在接送名单上"),
            _("“%(care)s”没有把孩子交给他。是您托的人，请加进接送名单，并给值班电话 %(phone)s 回话。"),
            unique=f"childcare.pickup_refused.{child.pk}.{database_now():%Y%m%d%H%M}",
            phone=care_class.phone,
        )


@on(PlaceTaken)
def say_the_list_moved(fact: PlaceTaken) -> None:
    """Only when the child was not entered that moment: from the waiting list."""
    place = Place.objects.filter(offer=fact.offer, person=fact.person, via="list").first()
    if place and (entry := _entry(fact.offer, fact.person)):
        words = _("“%(care)s”有了名额，孩子已候补录取。来不了请尽早退出。")
        _say(
            entry.child,
            entry.care_class,
            "place",
            _("孩子候补上了"),
            words,
            unique=f"childcare.place.{place.pk}",
        )


@on(PlaceOffered)
def say_a_place_is_kept(fact: PlaceOffered) -> None:
    invitation = Invitation.objects.filter(pk=fact.invitation).first()
    if invitation and (entry := _entry(fact.offer, fact.person)):
        _say(
            entry.child,
            entry.care_class,
            "place",
            _("有名额了，请确认"),
            _("“%(care)s”给孩子留了名额，请在 %(until)s 前确认，逾期顺延下一位。"),
            unique=f"childcare.kept.{fact.invitation}",
            until=formats.date_format(timezone.localtime(invitation.deadline), "m-d H:i"),
        )


@on(PlaceGivenUp)
def say_it_is_gone(fact: PlaceGivenUp) -> None:
    gone = Withdrawal.objects.filter(pk=fact.withdrawal).exclude(why__in=QUIET).first()
    if gone and (entry := _entry(fact.offer, fact.person)):
        words = _("孩子在“%(care)s”的名额已经没有了。有疑问请打值班电话 %(phone)s。")
        facts = {"unique": f"childcare.gone.{gone.pk}", "phone": entry.care_class.phone}
        _say(entry.child, entry.care_class, "gone", _("名额没有了"), words, **facts)


@on(OfferCancelled)
def say_it_is_off(fact: OfferCancelled) -> None:
    rows = Entry.objects.filter(care_class__offer=fact.offer)
    for entry in rows.select_related("child__guardian", "care_class__offer"):
        words = _("“%(care)s”不开班了。原因：%(reason)s")
        reason = entry.care_class.offer.cancel_reason
        unique = f"childcare.off.{entry.pk}"
        _say(entry.child, entry.care_class, "off", _("托管班取消"), words, unique=unique, reason=reason)


def _entry(offer: int, person: int) -> Entry | None:
    rows = Entry.objects.filter(care_class__offer=offer, child__person=person)
    return rows.select_related("child__guardian", "care_class__offer").first()


def _say(
    child: Child, care_class: CareClass, what: str, title: str, text: str, *, unique: str, **facts: Any
) -> None:
    notify(
        child.guardian,
        kind=f"childcare.{what}",
        title=title,
        text=text,
        facts={"care": care_class.offer.heading, **facts},
        url=reverse("childcare:child", args=[child.public_id]),
        organisation=care_class.organisation,
        unique=unique,
    )
