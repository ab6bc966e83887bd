# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import database_now
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.tools.casework.actions.moving import teller
from unionnet.tools.casework.actions.needing import ask_for, lacking
from unionnet.tools.casework.actions.papers import keep_papers
from unionnet.tools.casework.facts import CaseTakenIn
from unionnet.tools.casework.lexemes import Lexemes, marks_of
from unionnet.tools.casework.models import Case, Dispatch, Kind, Step
from unionnet.tools.casework.queries.routes import flow_for
from unionnet.tools.casework.rules import clock_of, why_not_take_in


@dataclass(frozen=True)
class Matter:
    """What it is about, in somebody's words; `grade` "" is the first of its kind."""

    title: str
    text: str = ""
    grade: str = ""


@dataclass(frozen=True)
class Owner:
    """Whose it is: a person; or a phone number and how they are called; or nobody."""

    person: Person | None = None
    phone: str = ""
    name: str = ""


@dataclass(frozen=True)
class Source:
    """The door it came in by; `number` is what another system calls it."""

    channel: str = Case.Channel.DESK
    number: str = ""
    site: Site | None = None


@verb
def take_in(
    kind: Kind,
    organisation: Organisation,
    matter: Matter,
    owner: Owner = Owner(),
    *,
    source: Source = Source(),
    files: Sequence[UploadedFile[Any]] = (),
    by: Person | None,
    at: datetime | None = None,
) -> Case:
    """A matter becomes a case of the union, with its number and its clock. What another system sends again
    under its own number is the case that is there already. `by` is the officer, or the owner."""
    at = at or database_now()
    if source.number and (known := _sent_before(organisation, source)):
        return known
    is_owner = by is not None and owner.person is not None and by.pk == owner.person.pk
    if refusal := why_not_take_in(kind, organisation, None if is_owner else by):
        raise refusal
    case = _written(kind, organisation, matter, owner, source, at)
    papers = keep_papers(case, files, by=by, is_from_owner=is_owner or by is None)
    Step.objects.create(
        case=case,
        number=1,
        move="received",
        state=case.state,
        by=by,
        organisation=None if is_owner or by is None else organisation,
        at=at,
        until=case.due_at,
        papers=papers,
    )
    ask_for(case)
    _first_share(case)
    tell(CaseTakenIn(case.pk, kind.key, organisation.pk), by=teller(case, by), org_path=organisation.path)
    return case


def _written(
    kind: Kind, organisation: Organisation, matter: Matter, owner: Owner, source: Source, at: datetime
) -> Case:
    title, text = one_line(matter.title, 80), many_lines(matter.text, 4_000)
    if not title:
        raise Refusal("no_title", _("请写一句话说明是什么事。"))
    grade = matter.grade or kind.first_grade
    if not kind.has_grade(grade):
        raise Refusal("no_such_grade", _("没有这个类别。"))
    clock, ruling = clock_of(kind.grade_rule(grade), organisation, at)
    case = Case(
        kind=kind,
        grade=grade,
        is_sensitive=kind.is_sensitive,
        flow=flow_for(organisation, kind),
        organisation=organisation,
        holder=organisation,
        channel=source.channel,
        source_no=one_line(source.number, 40),
        site=source.site,
        title=title,
        text=text,
        words=Lexemes(title, text, marks=marks_of(organisation.path, is_sensitive=kind.is_sensitive)),
        person=owner.person,
        name=one_line(owner.name, 60),
        steps=1,
        missing=lacking(kind, grade),
        received_at=at,
        due_at=clock.due(at),
        due_rule=ruling.citation.rule,
    )
    if owner.phone and owner.person is None:
        case.phone, case.phone_index = owner.phone, blind_index("mobile", owner.phone)
    case.save(force_insert=True)
    return case


def _first_share(case: Case) -> Dispatch:
    return Dispatch.objects.create(
        case=case,
        number=1,
        unit=case.organisation,
        kind=case.kind,
        grade=case.grade,
        state=Dispatch.State.RECEIVED,
        sent_at=case.received_at,
        due_at=case.due_at,
    )


def _sent_before(organisation: Organisation, source: Source) -> Case | None:
    return Case.objects.filter(
        organisation=organisation, channel=source.channel, source_no=one_line(source.number, 40)
    ).first()
