# SPDX-License-Identifier: Apache-2.0
"""Somebody asks for legal aid: on the phone, from the code of a station, at a desk; member or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_noop

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.contended import one_at_a_time
from unionnet.foundation.journal import tell
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.programmes.legalaid import texts
from unionnet.programmes.legalaid.facts import AidAsked
from unionnet.programmes.legalaid.models import Aid
from unionnet.programmes.legalaid.rules import ruling, why_not_open
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.models import Case, Kind
from unionnet.tools.casework.queries import taker_of

KIND = "legalaid.aid"
DESK = casework.Source()


@dataclass(frozen=True)
class Terms:
    """What the application says; the words are those of `Aid`."""

    matter: str = Aid.Matter.OTHER
    form: str = Aid.Form.ADVICE
    ground: str = Aid.Ground.NONE
    urgency: str = Aid.Urgency.NONE


def aid_kind() -> Kind:
    """Taken in by the nearest federation from the county up (LA-01), decided within seven days (LA-02)."""
    givers = rule("LA-01.givers", on=local_date(database_now())).value
    grade = casework.Grade("aid", gettext_noop("法律援助"), "LA-02.decide")
    return casework.define_kind(
        casework.KindTerms(KIND, gettext_noop("法律援助申请"), (grade,), taker_kinds=tuple(givers))
    )


@verb
def ask(
    begin: Organisation,
    terms: Terms,
    matter: casework.Matter,
    owner: casework.Owner,
    *,
    source: casework.Source = DESK,
    files: Sequence[UploadedFile[Any]] = (),
    key: UUID | None = None,
    by: Person | None,
    at: datetime | None = None,
) -> Aid:
    """An application; it goes to the nearest union from `begin` up that gives aid. A form that is sent again
    is the application that is there already. `by` is the officer, the owner, or nobody."""
    at, key = at or database_now(), key or uuid4()
    one_at_a_time(f"{KIND}:{key}")
    if known := Aid.objects.select_related("case").filter(key=key).first():
        return known
    kind = aid_kind()
    union = taker_of(kind, begin)
    case = casework.take_in(kind, union, matter, owner, source=source, files=files, by=by, at=at)
    aid = Aid.objects.create(case=case, key=key, applied_at=at, **vars(terms))
    tell(AidAsked(aid.pk, case.pk), by=by, org_path=union.path)
    return aid


@verb
def open_for(case: Case, terms: Terms, *, by: Person, at: datetime | None = None) -> Aid:
    """A case that came in as something else needs a lawyer: from here on the clock of legal aid runs."""
    at = at or database_now()
    rows = Case.objects.select_for_update(of=["self"], no_key=True)
    found = rows.select_related("kind", "organisation", "holder").defer("words").get(pk=case.pk)
    if known := Aid.objects.filter(case=found).first():
        return known
    if no := why_not_open(found, by, at):
        raise no
    found = casework.at_the_desk(found, by, at)
    clock = ruling("LA-02.decide", found.organisation, at)
    found = casework.begin_stage(found, "LA-02.decide", texts.opened(clock), by=by, at=at)
    aid = Aid.objects.create(case=found, applied_at=at, **vars(terms))
    tell(AidAsked(aid.pk, found.pk), by=by, org_path=found.holder.path)
    return aid


@verb
def adopt(case_id: int) -> Aid:
    """The row of a case of our kind that came in by another door. Hearing of it twice makes one."""
    case = Case.objects.defer("words").get(pk=case_id)
    return Aid.objects.get_or_create(case=case, defaults={"applied_at": case.received_at})[0]
