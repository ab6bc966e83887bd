# SPDX-License-Identifier: Apache-2.0
"""What a union keeps for legal aid: its lawyers, and the numbers people call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.programmes.legalaid.facts import LawyerLeft, LawyerListed, PhonesSet
from unionnet.programmes.legalaid.models import Lawyer, PhoneList
from unionnet.programmes.legalaid.rules import why_not_handle


@dataclass(frozen=True)
class LawyerCard:
    name: str
    firm: str
    licence: str
    phone: str = ""


@verb
def list_lawyer(union: Organisation, card: LawyerCard, *, by: Person) -> Lawyer:
    """On the list of the union; one licence stands there once."""
    if no := why_not_handle(by, union):
        raise no
    said = {name: one_line(value, 100) for name, value in vars(card).items()}
    try:
        with transaction.atomic():
            lawyer = Lawyer.objects.create(organisation=union, **said)
    except IntegrityError as twice:
        raise Refusal("listed_already", _("这位律师已经在名单中。")) from twice
    tell(LawyerListed(lawyer.pk, union.pk), by=by, org_path=union.path)
    return lawyer


@verb
def retire_lawyer(lawyer: Lawyer, *, by: Person, at: datetime | None = None) -> Lawyer:
    """Off the list: named for nothing new; what was given stays as it is."""
    if no := why_not_handle(by, lawyer.organisation):
        raise no
    gone = Lawyer.objects.filter(pk=lawyer.pk, until=None).update(until=at or database_now())
    if gone:
        tell(LawyerLeft(lawyer.pk), by=by, org_path=lawyer.organisation.path)
    lawyer.refresh_from_db()
    return lawyer


@verb
def set_phones(union: Organisation, lines: str, *, by: Person) -> PhoneList:
    """The union's own numbers on the page everybody reads, a line each."""
    if no := why_not_handle(by, union):
        raise no
    given = {"lines": many_lines(lines, 1_000)}
    phones, _is_new = PhoneList.objects.update_or_create(organisation=union, defaults=given)
    tell(PhonesSet(union.pk), by=by, org_path=union.path)
    return phones
