# SPDX-License-Identifier: Apache-2.0
"""Somebody asks for mediation: in writing on the phone, or orally at a desk (DM-01); one worker or many
(DM-03)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from unionnet.directory.organisations.codes import is_uscc, tidy
from unionnet.directory.organisations.models import Employer, Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.contended import one_at_a_time
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.mediation.facts import MediationAsked
from unionnet.programmes.mediation.limits import OTHER, WAGES, Story, limit_of
from unionnet.programmes.mediation.models import Mediation
from unionnet.programmes.mediation.queries import taker_for
from unionnet.programmes.mediation.rules import ruling, why_not_represented
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.models import Case, Kind

KIND = "mediation.dispute"
DESK = casework.Source()


@dataclass(frozen=True)
class Terms:
    """What the request says beside its words. `amount` in 分. `known_on`, `left_on`, `claimed_on` are for the
    limitation, as far as they are known (`limits.Story`)."""

    matter: str = Mediation.Matter.OTHER
    amount: int | None = None
    workers: int = 1
    representatives: tuple[str, ...] = ()
    employer_name: str = ""
    employer_code: str = ""
    known_on: date | None = None
    left_on: date | None = None
    claimed_on: date | None = None
    is_oral: bool = False


def dispute_kind() -> Kind:
    """Accepted or refused within three working days (DM-02)."""
    takers = rule("DM-06.takers", on=local_date(database_now())).value
    grade = casework.Grade("dispute", gettext_noop("劳动争议调解"), "DM-02.accept")
    return casework.define_kind(
        casework.KindTerms(KIND, gettext_noop("劳动争议调解"), (grade,), taker_kinds=tuple(takers))
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
) -> Mediation:
    """A request; it goes to the nearest union from `begin` up that has mediators. A form that is sent again
    is the request that is there already. `by` is the officer, the owner, or nobody."""
    at, key = at or database_now(), key or uuid4()
    one_at_a_time(f"{KIND}:{key}")
    if known := Mediation.objects.select_related("case").filter(key=key).first():
        return known
    said = _said(terms, at)
    kind = dispute_kind()
    union = taker_for(kind, begin)
    case = casework.take_in(kind, union, matter, owner, source=source, files=files, by=by, at=at)
    limit = _limit_on(terms, local_date(at), union)
    mediation = Mediation.objects.create(case=case, key=key, applied_at=at, limit_on=limit, **said)
    tell(MediationAsked(mediation.pk, case.pk), by=by, org_path=union.path)
    return mediation


@verb
def adopt(case_id: int) -> Mediation:
    """The row of a case of our kind that came in by another door. Hearing of it twice makes one."""
    case = Case.objects.defer("words").get(pk=case_id)
    return Mediation.objects.get_or_create(case=case, defaults={"applied_at": case.received_at})[0]


def _said(terms: Terms, at: datetime) -> dict[str, Any]:
    names = tuple(one_line(name, 60) for name in terms.representatives)
    if no := why_not_represented(terms.workers, names, at):
        raise no
    code = tidy(terms.employer_code)
    if code and not is_uscc(code):
        raise Refusal("wrong_code", _("统一社会信用代码不对，请核对营业执照。"))
    employer = Employer.objects.filter(uscc=code).first() if code else None
    return {
        "matter": Mediation.Matter(terms.matter),
        "amount": terms.amount,
        "workers": terms.workers,
        "representatives": list(names),
        "employer_name": employer.name if employer else one_line(terms.employer_name, 120),
        "employer_code": code,
        "employer": employer,
        "is_oral": terms.is_oral,
    }


def _limit_on(terms: Terms, asked_on: date, union: Organisation) -> date | None:
    """Asking for mediation is a claim too: from today the year runs anew, unless it was over."""
    if terms.known_on is None:
        return None
    about = WAGES if terms.matter == Mediation.Matter.WAGES else OTHER
    claims = tuple(day for day in (terms.claimed_on, asked_on) if day)
    years = ruling("DM-04.limit", union, database_now()).value["years"]
    return limit_of(Story(terms.known_on, about, terms.left_on, claims), int(years)).last
