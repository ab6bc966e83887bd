# SPDX-License-Identifier: Apache-2.0
"""Make an offer, change it, call it off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.tools.enrolment.actions.draws import commit_draw
from unionnet.tools.enrolment.actions.giving_up import give_up, locked, promote
from unionnet.tools.enrolment.facts import OfferCancelled, OfferChanged, OfferMade
from unionnet.tools.enrolment.models import Invitation, Offer, OfferGroup, Place, Waiting, Withdrawal
from unionnet.tools.enrolment.queries import draw_of
from unionnet.tools.enrolment.rules import why_not_change, why_not_make, why_not_resize

# Whose offer it is, its group and its mode stay as they were made.
CHANGEABLE = frozenset(
    [
        *(
            "title",
            "title_en",
            "summary",
            "summary_en",
            "audience",
            "open_to",
            "min_age",
            "max_age",
            "any_tags",
            "minds_pauses",
        ),
        *("size", "waiting_size", "confirm_minutes", "withdrawable_until"),
        *("opens_at", "closes_at", "starts_at", "ends_at"),
    ]
)


@verb
def make_offer(organisation: Organisation, *, by: Person, **terms: Any) -> Offer:
    """Announce places. A lottery commits to its seed here, before anybody enters."""
    offer = Offer(organisation=organisation, **terms)
    _check(offer)
    if offer.group and offer.mode == Offer.Mode.RANKED:  # nobody publishes the roster meanwhile
        OfferGroup.objects.select_for_update(no_key=True).get(pk=offer.group.pk)
    if no := why_not_make(offer):
        raise no
    offer.save(force_insert=True)
    tell(OfferMade(offer.pk), by=by, org_path=organisation.path)
    if offer.mode == Offer.Mode.LOTTERY:
        commit_draw(offer, by=by)
    return offer


@verb
def make_group(organisation: Organisation, title: str, *, by: Person, ranked: bool = False) -> OfferGroup:
    """Open a group of offers with one place a person among them."""
    group = OfferGroup.objects.create(organisation=organisation, title=title)
    if ranked:
        commit_draw(group, by=by)
    return group


@verb
def change_offer(
    offer: Offer, *, by: Person, at: datetime | None = None, quietly: bool = False, **terms: Any
) -> Offer:
    """Change the terms. More places go at once to those who wait; fewer than were given is refused.

    A programme that tells people of the change in its own words does it `quietly`: one change, one message.
    """
    offer = locked(offer)
    at = at or database_now()
    if unknown := set(terms) - CHANGEABLE:
        raise TypeError(f"not to be changed: {sorted(unknown)}")
    changed = sorted(name for name, value in terms.items() if getattr(offer, name) != value)
    if not changed:
        return offer
    if no := why_not_change(offer, changed, draw_of(offer)) or why_not_resize(
        offer, terms.get("size", offer.size)
    ):
        raise no
    for name in changed:
        setattr(offer, name, terms[name])
    _check(offer)
    offer.save(update_fields=changed)
    tell(OfferChanged(offer.pk, changed, quietly), by=by, org_path=offer.organisation.path)
    promote(offer, at=at)
    return offer


@verb
def cancel_offer(offer: Offer, reason: str, *, by: Person, at: datetime | None = None) -> Offer:
    """Call it off, with a reason that everybody who had something of it is told."""
    offer = locked(offer)
    at = at or database_now()
    if offer.cancelled_at:
        return offer
    offer.cancelled_at, offer.cancel_reason = at, reason
    offer.save(update_fields=["cancelled_at", "cancel_reason"])
    tell(OfferCancelled(offer.pk), by=by, org_path=offer.organisation.path)
    for kind in (Place, Invitation, Waiting):
        for entry in kind.objects.filter(offer=offer):
            give_up(entry, offer, why=Withdrawal.Why.CANCELLED, by=by, at=at)
    return offer


def _check(offer: Offer) -> None:
    """Dates in order and ages in order, said in words before the constraint says it."""
    if offer.closes_at <= offer.opens_at:
        raise Refusal("closes_before_opening", _("截止时间要晚于开始时间。"))
    if offer.starts_at and offer.ends_at and offer.ends_at < offer.starts_at:
        raise Refusal("ends_before_start", _("结束时间不能早于开始时间。"))
    if offer.min_age is not None and offer.max_age is not None and offer.max_age < offer.min_age:
        raise Refusal("ages_crossed", _("最高年龄不能小于最低年龄。"))
    if offer.mode == Offer.Mode.RANKED and offer.group is None:
        raise Refusal("ranked_needs_a_group", _("填报志愿的项目要放在一个报名组里。"))
