# SPDX-License-Identifier: Apache-2.0
"""What a guardian says of a child: who it is, whether its data may be kept, who may take it home."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from unionnet.directory.people.identity import plain_name
from unionnet.directory.people.mobiles import plain_mobile
from unionnet.directory.people.models import Person
from unionnet.directory.people.purposes import leaves_out
from unionnet.directory.people.standings import refresh_standing
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.actions import forget_files, keep_picture
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines
from unionnet.programmes.childcare.actions.places import give_up_all
from unionnet.programmes.childcare.facts import (
    ChildRegistered,
    GuardianConsented,
    GuardianWithdrew,
    PickupsChanged,
)
from unionnet.programmes.childcare.models import CareDay, Child, GuardianConsent, Pickup, SpecialCare
from unionnet.programmes.childcare.queries import children_of, consent_of, is_here, pickups_of
from unionnet.programmes.childcare.rules import (
    why_not_guardian,
    why_not_list,
    why_not_register,
    why_not_revoke,
)
from unionnet.programmes.childcare.wording import CHILDCARE

LONGEST_CARE = 500


@verb
def register(name: str, born_on: date, relation: str, *, agreed: str, by: Person) -> Child:
    """A child and its guardian, who has read the words of that version and agrees: nothing is kept before.
    The guardian is the first who may take it home. The same name and birthday twice is one child."""
    if agreed != CHILDCARE.version:
        raise _ask_first()
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)  # one at a time, or two taps make twins
    name, now = plain_name(name), database_now()
    own = children_of(by)
    if held := own.filter(person__name=name, person__born_on=born_on).first():
        return held
    if no := why_not_register(by, name, born_on, held=own.count(), on=local_date(now)):
        raise no
    person = Person(name=name, born_on=born_on)
    person.save()
    refresh_standing([person.pk])
    child = Child.objects.create(person=person, guardian=by, relation=relation)
    tell(ChildRegistered(child.pk, person.pk), by=by)
    _agree(child, by)
    return child


@verb
def consent(child: Child, *, by: Person) -> GuardianConsent:
    """The guardian agrees, on a page of its own. Twice is once."""
    return _agree(_own(child, by), by)


def _agree(child: Child, by: Person) -> GuardianConsent:
    if held := consent_of(child):
        return held
    made = GuardianConsent.objects.create(child=child, version=CHILDCARE.version)
    if not pickups_of(child).exists():
        phone = by.mobile.open() if by.mobile else None
        _listed(child, by.name, Pickup.Relation.GUARDIAN, phone, by=by)
    tell(GuardianConsented(child.pk, made.version), by=by)
    return made


@verb
def revoke(child: Child, *, by: Person, at: datetime | None = None) -> None:
    """No more: the child leaves what has not ended, and what was only kept to mind it goes at once."""
    child, at = _own(child, by), at or database_now()
    if no := why_not_revoke(is_here=is_here(child, local_date(at))):
        raise no
    if not GuardianConsent.objects.filter(child=child, withdrawn_at=None).update(withdrawn_at=at):
        return
    give_up_all(child, by=by, at=at)
    SpecialCare.objects.filter(child=child).delete()
    listed = Pickup.objects.filter(child=child)
    _take_off(listed, at)
    listed.exclude(pk__in=CareDay.objects.filter(child=child, pickup__isnull=False).values("pickup")).delete()
    tell(GuardianWithdrew(child.pk), by=by)


@leaves_out(CHILDCARE.purpose)
@verb
def say_special_care(child: Child, text: str, *, by: Person) -> None:
    """What to mind; empty takes it back."""
    child, text = _own(child, by), many_lines(text, LONGEST_CARE)
    if text and consent_of(child) is None:
        raise _ask_first()
    kept = SpecialCare.objects.filter(child=child).first()
    if not text:
        SpecialCare.objects.filter(child=child).delete()
        return
    kept = kept or SpecialCare(child=child)
    kept.text, kept.changed_at = text, database_now()
    kept.save()


@leaves_out(CHILDCARE.purpose)
@verb
def list_pickup(
    child: Child,
    name: str,
    relation: str,
    phone: str,
    *,
    by: Person,
    photo: UploadedFile[Any] | None = None,
) -> Pickup:
    """Somebody more who may take the child home. The same name and number twice is one."""
    child, name, phone = _own(child, by), plain_name(name), plain_mobile(phone)
    if consent_of(child) is None:
        raise _ask_first()
    held = list(pickups_of(child))
    for each in held:
        if each.name == name and each.phone and each.phone.open() == phone:
            return each
    if no := why_not_list(name, phone, held=len(held)):
        raise no
    return _listed(child, name, relation, phone, by=by, photo=photo)


@verb
def unlist_pickup(pickup: Pickup, *, by: Person, at: datetime | None = None) -> None:
    """From now on this person may not take the child home. Somebody must be left who may."""
    child, at = _own(pickup.child, by), at or database_now()
    others = pickups_of(child).exclude(pk=pickup.pk)
    if not others.exists():
        raise Refusal("last_pickup", _("至少要有一位接送人，请先加上别人，再移除这一位。"))
    if pickups_of(child).filter(pk=pickup.pk).exists():
        _take_off(Pickup.objects.filter(pk=pickup.pk), at)
        tell(PickupsChanged(child.pk, pickup.pk, False), by=by)


def _listed(
    child: Child,
    name: str,
    relation: str,
    phone: str | None,
    *,
    by: Person,
    photo: UploadedFile[Any] | None = None,
) -> Pickup:
    kept = keep_picture(photo, by=by, is_public=False) if photo else None
    pickup = Pickup(child=child, name=name, relation=relation, phone=phone, photo=kept, since=database_now())
    pickup.save()
    tell(PickupsChanged(child.pk, pickup.pk, True), by=by)
    return pickup


def _take_off(pickups: QuerySet[Pickup], at: datetime) -> None:
    """Off the list: number and photo go at once, the name stays for the days on which they took the child."""
    files = [pickup.photo.pk for pickup in pickups.select_related("photo") if pickup.photo]
    pickups.filter(until=None).update(until=Greatest("since", Value(at)))
    pickups.update(phone=None, photo=None)
    forget_files(files)


def _own(child: Child, by: Person) -> Child:
    """The child as it is now, locked, for its guardian alone."""
    if no := why_not_guardian(by, child):
        raise no
    locked = Child.objects.select_for_update(of=["self"]).select_related("person", "guardian")
    return locked.get(pk=child.pk)


def _ask_first() -> Refusal:
    return Refusal("no_guardian_consent", _("请先阅读并同意监护人单独同意书，再填写。"))
