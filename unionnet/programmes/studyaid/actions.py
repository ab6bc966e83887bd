# SPDX-License-Identifier: Apache-2.0
"""Verbs of study aid: open a scheme, apply, send what was missing, decide. What is approved is in a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.files.actions import keep_document
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.studyaid.facts import ApplicationDecided, ApplicationSent, SchemeOpened
from unionnet.programmes.studyaid.models import LIVE, Application, Proof, Scheme
from unionnet.programmes.studyaid.queries import own_membership
from unionnet.programmes.studyaid.rules import (
    double_aid,
    missing_papers,
    why_not_apply,
    why_not_decide,
    why_not_manage,
    why_not_study,
)
from unionnet.tools.payments.actions import Account, enter_payment, open_batch
from unionnet.tools.payments.models import FundSource, PaymentBatch
from unionnet.tools.payments.rules import why_not_source

State = Application.State
Papers = Mapping[str, "UploadedFile[Any]"]


@dataclass(frozen=True)
class Plan:
    name: str
    kind: str
    year: int
    amount: int
    source: FundSource
    opens_at: datetime
    closes_at: datetime
    any_tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    """What somebody asks for. `student` is the ID number of the child; empty, the member studies."""

    study: str
    school: str
    account: str
    bank: str
    student: str = ""


@verb
def open_scheme(union: Organisation, plan: Plan, *, key: UUID, by: Person) -> Scheme:
    if no := why_not_manage(by, union) or why_not_source(plan.source, union):
        raise no
    said = {**vars(plan), "name": one_line(plan.name, 60), "any_tags": list(plan.any_tags)}
    scheme, is_new = Scheme.objects.get_or_create(key=key, defaults={"organisation": union, **said})
    if is_new:
        tell(SchemeOpened(scheme.pk, union.pk), by=by, org_path=union.path)
    return scheme


@verb
def apply(
    person: Person,
    scheme: Scheme,
    request: Request,
    papers: Papers,
    *,
    by: Person,
    at: datetime | None = None,
) -> Application:
    """Ask for it. Where a paper is missing it comes back at once, and says which."""
    at = at or database_now()
    on, own = local_date(at), own_membership(person)
    if no := why_not_apply(person, own, scheme, at=at) or why_not_study(scheme, request.study, on=on):
        raise no
    index = blind_index("id_number", request.student) if request.student else person.id_index
    same = Application.objects.filter(student_index=index, kind=scheme.kind, year=scheme.year, state__in=LIVE)
    if held := same.filter(person=person, scheme=scheme).first():
        return held
    if own is None:  # the rule has said so
        raise RuntimeError
    asked = Application(
        scheme=scheme,
        person=person,
        organisation=own.organisation,
        kind=scheme.kind,
        year=scheme.year,
        student_index=index,
        study=request.study,
        school=one_line(request.school, 100),
        account="".join(request.account.split()),
        bank=one_line(request.bank, 60),
        at=at,
    )
    try:
        with transaction.atomic():
            asked.save()
    except IntegrityError as twice:
        raise double_aid() from twice
    return _taken(asked, papers, by=by, at=at)


@verb
def send_again(
    application: Application, papers: Papers, *, by: Person, at: datetime | None = None
) -> Application:
    """What was missing, by who asked."""
    application = _locked(application)
    if application.person_id != by.pk:
        raise Refusal("not_yours", _("只有申请人可以补充材料。"))
    if application.state != State.RETURNED:
        raise Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
    return _taken(application, papers, by=by, at=at or database_now())


def _taken(application: Application, papers: Papers, *, by: Person, at: datetime) -> Application:
    for kind, upload in papers.items():
        file = keep_document(upload, by=by)
        Proof.objects.update_or_create(application=application, kind=kind, defaults={"file": file})
    given = set(application.proofs.values_list("kind", flat=True))
    missing = missing_papers(application.scheme, given, local_date(at))
    application.state = State.RETURNED if missing else State.APPLIED
    application.reason = _("缺少：%(papers)s") % {"papers": "、".join(missing)} if missing else ""
    application.save(update_fields=["state", "reason"])
    fact = ApplicationSent(application.pk, application.person_id, application.state)
    tell(fact, by=by, org_path=application.organisation.path)
    return application


@verb
def approve(application: Application, *, by: Person) -> Application:
    """It goes into the batch of the scheme that is being put together; a second hand lets that one go."""
    application = _locked(application)
    if application.state == State.APPROVED:
        return application
    if no := why_not_decide(by, application):
        raise no
    batch = _batch_of(application.scheme, by=by)
    number = application.account.open() if application.account else ""
    account, amount = Account(number, application.bank), application.scheme.amount
    claim = f"studyaid:{application.pk}"
    application.payment = enter_payment(batch, application.person, account, amount, by=by, claim=claim)
    application.account = None
    return _decided(application, State.APPROVED, by=by)


@verb
def decide_against(application: Application, state: str, reason: str, *, by: Person) -> Application:
    """Back for more papers (`returned`), or no (`rejected`); who asked reads why."""
    application = _locked(application)
    if no := why_not_decide(by, application):
        raise no
    application.reason = one_line(reason, 200)
    if len(application.reason) < 2:
        raise Refusal("no_reason", _("请写明原因。"))
    if state == State.REJECTED:
        application.account = None
    return _decided(application, State(state), by=by)


def _decided(application: Application, state: str, *, by: Person) -> Application:
    application.state, application.decided_by = state, by
    application.save(update_fields=["state", "decided_by", "reason", "payment", "account"])
    fact = ApplicationDecided(application.pk, application.person_id, state)
    tell(fact, by=by, org_path=application.organisation.path)
    return application


def _batch_of(scheme: Scheme, *, by: Person) -> PaymentBatch:
    """The draft this scheme fills; a new one when the last has been asked for."""
    scheme = (
        Scheme.objects.select_for_update(of=["self"])
        .select_related("organisation", "source")
        .get(pk=scheme.pk)
    )
    if scheme.batch_id:
        batch = PaymentBatch.objects.get(pk=scheme.batch_id)
        if batch.state == PaymentBatch.State.DRAFT:
            return batch
    study = PaymentBatch.Kind.STUDY
    scheme.batch = open_batch(scheme.organisation, scheme.name, study, scheme.source, key=uuid4(), by=by)
    scheme.save(update_fields=["batch"])
    return scheme.batch


def _locked(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=["self"])
    return rows.select_related("scheme__organisation", "organisation", "person").get(pk=application.pk)
