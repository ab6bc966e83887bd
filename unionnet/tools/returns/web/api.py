# SPDX-License-Identifier: Apache-2.0
"""Returns for machines: another system of a union sees what is due, fills its sheet and hands it in; one of
the union above reads the sums by branch. Figures are whole numbers, money is in 分, both ways."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.web.schemas import OfUnion
from unionnet.directory.people.middleware import MemberRequest
from unionnet.foundation.schemas import (
    Asked,
    Keyset,
    Number,
    OneLine,
    Page,
    Problem,
    PublicId,
    Schema,
    page_of,
    scope,
)
from unionnet.tools.returns.actions import Entry, fill, hand_in
from unionnet.tools.returns.models import Form, Indicator, Period, Return
from unionnet.tools.returns.queries import (
    Branch,
    Line,
    Summary,
    forms_seen_by,
    indicators_of,
    periods_seen_by,
    returns_seen_by,
    sheet_of,
    summary_of,
    to_fill_by,
    unions_below,
)
from unionnet.tools.returns.values import LONGEST_TEXT, written

router = Router(tags=["returns"])
READ, WRITE = scope("returns:read"), scope("returns:write")
REFUSED = {404: Problem, 409: Problem}


class FormOut(OfUnion):
    """`organisation` is the union that issued it. `line` is what its versions have in common."""

    title: str
    line: str
    version: int
    rhythm: str
    issued_at: datetime
    closed_at: datetime | None


class IndicatorOut(Schema):
    """A line of a form. A rate names the codes of its two figures."""

    code: str
    section: str
    label: str
    kind: Literal["count", "money", "percent", "average", "firms", "text", "day"]
    unit: str
    definition: str
    numerator: str
    denominator: str
    is_required: bool


class FormInFull(FormOut):
    about: str
    lines: list[IndicatorOut]

    @staticmethod
    def resolve_lines(row: Form) -> list[Indicator]:
        return indicators_of(row)


class ReturnOut(OfUnion):
    """`organisation` is the union that fills it; `steps` the version to name in `seen`."""

    form: PublicId
    title: str
    period: PublicId
    key: str
    begins: date
    ends: date
    due_on: date
    state: Literal["to_fill", "filled", "sent", "returned", "accepted", "sealed"]
    steps: int
    note: str
    sent_at: datetime | None

    @staticmethod
    def resolve_form(row: Return) -> str:
        return str(row.period.form.public_id)

    @staticmethod
    def resolve_title(row: Return) -> str:
        return row.period.form.title

    @staticmethod
    def resolve_period(row: Return) -> str:
        return str(row.period.public_id)

    @staticmethod
    def resolve_key(row: Return) -> str:
        return row.period.key

    @staticmethod
    def resolve_begins(row: Return) -> date:
        return row.period.begins

    @staticmethod
    def resolve_ends(row: Return) -> date:
        return row.period.ends

    @staticmethod
    def resolve_due_on(row: Return) -> date:
        return row.period.due_on


class CellOut(Schema):
    """`number` is a count or 分; a text or a day stands in `text`, a rate in `rate`. `fact` is what the
    system counted itself, `version` what to name in `seen`, `wrong` the checks that do not hold here."""

    code: str
    number: int | None
    text: str
    rate: Decimal | None
    earlier: int | None
    fact: int | None
    reason: str
    mark: str
    version: int
    is_missing: bool
    wrong: list[str]

    @classmethod
    def of(cls, line: Line) -> CellOut:
        cell = line.cell
        return cls(
            code=line.indicator.code,
            number=line.number,
            text=line.text,
            rate=line.rate.value if line.rate else None,
            earlier=line.earlier,
            fact=cell.fact if cell else None,
            reason=cell.reason if cell else "",
            mark=cell.mark if cell else "",
            version=line.version,
            is_missing=line.is_missing,
            wrong=[each.check.formula for each in line.broken],
        )


class ReturnInFull(ReturnOut):
    cells: list[CellOut]

    @staticmethod
    def resolve_cells(row: Return) -> list[CellOut]:
        return [CellOut.of(line) for line in sheet_of(row).lines]


class CellIn(Schema):
    """`number` for a count or money in 分, `text` for a text or a day (2026-05-01); neither empties the cell.
    `seen`: the `version` it is written over. `reason`: why another number than the system's `fact`."""

    code: OneLine = Field(..., min_length=1, max_length=8)
    number: Number | None = None
    text: OneLine = Field("", max_length=LONGEST_TEXT)
    seen: int | None = Field(None, ge=0, le=2**31 - 1)
    reason: OneLine = Field("", max_length=200)


class CellsIn(Schema):
    cells: list[CellIn] = Field(..., min_length=1, max_length=200)


class CellRefused(Schema):
    code: str
    problem: Problem


class FilledOut(Schema):
    """What could be kept is kept; what could not is in `refused`, by the code of its line."""

    refused: list[CellRefused]
    sheet: ReturnInFull


class SendingIn(Schema):
    """`seen`: the `steps` of the version that was read. Another version is refused."""

    seen: int | None = Field(None, ge=0, le=2**31 - 1)


class FigureOut(Schema):
    """`number` is a sum of counts or 分; a rate is worked out of the sums of its two figures. `later` is the
    sum with what was supplemented after the seal."""

    code: str
    number: int | None
    later: int | None
    rate: Decimal | None


class BranchOut(Schema):
    id: str
    name: str
    units: int
    sent: int
    figures: list[FigureOut]

    @classmethod
    def of(cls, branch: Branch, summary: Summary) -> BranchOut:
        known = [each for each in summary.indicators if each.is_number or each.is_rate]
        return cls(
            id=branch.public_id,
            name=branch.name,
            units=branch.units,
            sent=branch.sent,
            figures=[_figure(branch, each, summary) for each in known],
        )


class SumsOut(Schema):
    """`units` had to fill it, `sent` have; only what was handed over is added up."""

    period: PublicId
    is_sealed: bool
    whole: BranchOut
    branches: list[BranchOut]


class WantedForms(Asked):
    """`in_use` leaves out the versions that others have replaced."""

    in_use: bool = True


class WantedDue(Asked):
    """`unit` narrows it to one union."""

    unit: PublicId | None = None


class WantedSums(Schema):
    """The union to add up for; the highest within reach where it is left out."""

    under: PublicId | None = None


@router.get("/returns/forms", response=Page[FormOut], openapi_extra=READ)
def forms(request: MemberRequest, asked: Query[WantedForms]) -> Keyset:
    """Issued within reach, or by a union above; the newest first."""
    rows = forms_seen_by(request.person).filter(issued_at__isnull=False)
    if asked.in_use:
        rows = rows.filter(closed_at=None)
    return page_of(rows, asked, order=("-id",))


@router.get("/returns/forms/{public_id}", response={200: FormInFull, 404: Problem}, openapi_extra=READ)
def form(request: MemberRequest, public_id: PublicId) -> Form:
    found: Form = get_object_or_404(
        forms_seen_by(request.person), public_id=public_id, issued_at__isnull=False
    )
    return found


@router.get("/returns/due", response=Page[ReturnOut], openapi_extra=READ)
def due(request: MemberRequest, asked: Query[WantedDue]) -> Keyset:
    """What the caller's own unions are still to hand in, what is due first on top."""
    rows = to_fill_by(request.person)
    if asked.unit:
        rows = rows.filter(organisation__public_id=asked.unit)
    return page_of(rows, asked, order=("period__due_on", "id"))


@router.get("/returns/periods/{public_id}/sums", response={200: SumsOut, 404: Problem}, openapi_extra=READ)
def sums(request: MemberRequest, public_id: PublicId, asked: Query[WantedSums]) -> SumsOut:
    """Added up below a union, by its branches."""
    period = get_object_or_404(periods_seen_by(request.person), public_id=public_id)
    summary = summary_of(period, _under(request, period, asked.under))
    return SumsOut(
        period=period.public_id,
        is_sealed=period.is_sealed,
        whole=BranchOut.of(summary.whole, summary),
        branches=[BranchOut.of(each, summary) for each in summary.branches],
    )


@router.get("/returns/{public_id}", response={200: ReturnInFull, 404: Problem}, openapi_extra=READ)
def sheet(request: MemberRequest, public_id: PublicId) -> Return:
    return _found(request, public_id)


@router.patch("/returns/{public_id}/cells", response={200: FilledOut, **REFUSED}, openapi_extra=WRITE)
def write(request: MemberRequest, public_id: PublicId, said: CellsIn) -> FilledOut:
    """Fill these cells; the others stay. The same figures sent again change nothing."""
    found = _found(request, public_id)
    known = {each.code: each for each in indicators_of(found.period.form)}
    entries = {
        each.code: Entry(written(known[each.code], each.number, each.text), each.seen, each.reason)
        for each in said.cells
        if each.code in known
    }
    wrong = fill(found, entries, by=request.person)
    refused = [CellRefused(code=code, problem=Problem.of(why)) for code, why in wrong.items()]
    return FilledOut.model_validate({"refused": refused, "sheet": _found(request, public_id)})


@router.post("/returns/{public_id}/sending", response={200: ReturnInFull, **REFUSED}, openapi_extra=WRITE)
def send(request: MemberRequest, public_id: PublicId, said: SendingIn) -> Return:
    """Hand it in: up at once, or to the one who signs where the form asks for a signature."""
    hand_in(_found(request, public_id), by=request.person, seen=said.seen)
    return _found(request, public_id)


def _found(request: MemberRequest, public_id: str) -> Return:
    return get_object_or_404(returns_seen_by(request.person), public_id=public_id)


def _under(request: MemberRequest, period: Period, asked: str | None) -> Organisation:
    rows = unions_below(period.form, request.person)
    if asked:
        return get_object_or_404(rows, public_id=asked)
    return get_object_or_404(rows.order_by("path")[:1])


def _figure(branch: Branch, indicator: Indicator, summary: Summary) -> FigureOut:
    rate = branch.rate(indicator, summary.by_code).value if indicator.is_rate else None
    return FigureOut(
        code=indicator.code, number=branch.number(indicator), later=branch.with_later(indicator), rate=rate
    )
