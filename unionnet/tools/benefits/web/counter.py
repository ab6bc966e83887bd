# SPDX-License-Identifier: Apache-2.0
"""The counter, mostly a phone in somebody's hand: scan, see whether and why not, hand out, next; and the list
on paper for those who sign with a pen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import cards
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.queries import member_by_card
from unionnet.directory.places.web.access import needs
from unionnet.foundation.files.actions import forget_files, keep_document
from unionnet.foundation.files.web.handing import hand_over_file
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.middleware import wants_json
from unionnet.tools.benefits import queries
from unionnet.tools.benefits.actions import Signed, hand_out, hand_out_all, open_signatures, revoke
from unionnet.tools.benefits.actions.drawing import MOST_BYTES, from_address
from unionnet.tools.benefits.models import Benefit, Receipt
from unionnet.tools.benefits.queries import Handing
from unionnet.tools.benefits.rules import LATE
from unionnet.tools.benefits.web.forms import ComingForm, RevokeForm, SheetForm, SigningForm

Via = Receipt.Via
ON_PAPER, WITH_PICTURES = 30_000, 300  # lines of one sheet


@require_http_methods(["GET", "HEAD", "POST"])
@needs("benefits.hand_out")
@never_cache
def counter(request: MemberRequest, public_id: str, union: str) -> HttpResponse:
    """GET with `?code=` looks, POST hands out. With `?bare` the page names nobody: so a device keeps it."""
    benefit, at_union = _seen(request, public_id, union)
    if request.method == "POST":
        form = SigningForm(request.POST, request.FILES) if benefit.by_hand else ComingForm(request.POST)
        return _handed_out(request, benefit, at_union, form)
    context: dict[str, Any] = {"benefit": benefit, "union": at_union, "form": ComingForm()}
    if code := request.GET.get("code", "")[:2000]:
        context |= _looked_up(benefit, at_union, code)
    if "bare" not in request.GET:
        context["given"] = queries.given_of(benefit, request.person)
    return render(request, "benefits/counter.html", context)


def _looked_up(benefit: Benefit, union: Organisation, code: str) -> dict[str, Any]:
    now = timezone.now()
    try:
        person = _person(code, now)
    except Refusal as no:
        return {"refusal": no}
    refusal = queries.why_not_receive(person, benefit, union, at=now)
    had = queries.receipts_to_revoke(benefit, union, person)
    forms = [(row, RevokeForm(initial={"code": code, "key": row.key}, auto_id=f"{row.pk}-%s")) for row in had]
    found = {"person": person, "code": code, "refusal": refusal, "key": uuid4(), "had": forms}
    return found | {"on_paper": SheetForm(auto_id="signing-%s") if benefit.by_hand else None}


def _handed_out(
    request: MemberRequest, benefit: Benefit, union: Organisation, form: ComingForm
) -> HttpResponse:
    if not form.is_valid():
        no_signature = "".join(str(each) for each in form.non_field_errors())
        return said(request, no_signature or _("请扫会员码，或输入会员证号。"), is_good=False)
    data = form.cleaned_data
    at, signed = moment_of(data["kept"]), _signed(data, request.person)
    try:
        person = _person(data["code"], at)
        rows = hand_out(benefit, union, person, signed, key=data["key"], by=request.person, at=at)
    except Refusal as no:
        forget_files([signed.paper.pk] if signed.paper else [])
        return said(request, f"{no} {no.rule or ''}".strip(), is_good=False)
    what = "、".join(f"{row.content.item.name} × {row.quantity}" for row in rows)
    words = _("%(name)s 已领取：%(what)s") % {"name": person.name, "what": what}
    return said(request, words, is_good=True)


def _signed(data: dict[str, Any], by: Person) -> Signed:
    if drawing := data.get("drawing"):
        return Signed(Via.DRAWN, drawing=drawing.read(MOST_BYTES + 1))
    if paper := data.get("paper"):
        return Signed(Via.PAPER, keep_document(paper, by=by))
    return Signed(Via.CODE if "." in data["code"] else Via.DESK)


@require_POST
@needs("benefits.hand_out")
def revoked(request: MemberRequest, public_id: str, union: str) -> HttpResponse:
    """What was signed for by mistake goes back on the shelf, and the person may receive again."""
    benefit, at_union = _seen(request, public_id, union)
    form = RevokeForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        person = _person(data["code"], timezone.now())
        revoke(benefit, at_union, person, data["reason"], key=data["key"], by=request.person)
        messages.success(request, _("已收回，东西记回库存；%(name)s 可以重新领取。") % {"name": person.name})
    else:
        messages.error(request, _("请写明收回的原因。"))
    return redirect("desk-benefits:counter", public_id, union)


def moment_of(kept: int | None) -> datetime:
    """Now; for what a device kept, the moment it says, within a day and never ahead."""
    now = timezone.now()
    said = datetime.fromtimestamp(kept, UTC) if kept else now
    return max(now - LATE, min(now, said))


def said(request: MemberRequest, words: str, *, is_good: bool) -> HttpResponse:
    """To a page that sends by itself as JSON, else on the page that follows."""
    if wants_json(request):
        return JsonResponse({"says": words, "ok": is_good})
    (messages.success if is_good else messages.error)(request, words)
    return redirect(request.path)


def _person(code: str, at: datetime) -> Person:
    code = "".join(code.split())
    found = cards.verify(code, at=at) if "." in code else member_by_card(code)
    if found is None:
        raise Refusal("nobody", _("没有找到这位会员，请核对会员证号，或请对方出示会员码。"))
    return found


@require_safe
@needs("benefits.hand_out")
def sheet(request: MemberRequest, public_id: str, union: str) -> HttpResponse:
    """签领表: who has had it and how they signed, then who may still have it, for the pen. Names leave the
    house, so the journal says so. With signatures it comes in parts: a picture stands in the page itself."""
    benefit, at_union = _seen(request, public_id, union)
    had = queries.signed_for(benefit, at_union, ON_PAPER)
    rows = list(queries.members_for(benefit, at_union)[:ON_PAPER])
    lines: list[Receipt | Membership] = [*had, *rows]
    parts = Paginator(lines, WITH_PICTURES if benefit.by_hand else 2 * ON_PAPER)
    part = parts.get_page(request.GET.get("part"))
    context = {"benefit": benefit, "union": at_union, "had": had, "rows": rows, "all": len(had) + len(rows)}
    context |= {"part": part, "lines": _with_pictures(request.person, benefit, list(part))}
    return render(request, "benefits/sheet.html", context)


class Line(NamedTuple):
    """One line of the list: who had it (a receipt) or may have it, and what they drew."""

    row: Receipt | Membership
    picture: str


def _with_pictures(by: Person, benefit: Benefit, rows: list[Receipt | Membership]) -> list[Line]:
    drawn = [row.signature_id for row in rows if isinstance(row, Receipt) and row.signature_id]
    signatures = queries.signatures_seen_by(by).filter(pk__in=drawn)
    people = [row.person_id for row in rows]
    pictures = open_signatures(signatures, by=by, what=benefit.title, people=people)
    return [Line(row, pictures.get(getattr(row, "signature_id", None) or 0, "")) for row in rows]


@require_POST
@needs("benefits.hand_out")
def signed_list(request: MemberRequest, public_id: str, union: str) -> HttpResponse:
    """Everybody on the paper list signed it: the photo is kept, and each has a receipt."""
    benefit, at_union = _seen(request, public_id, union)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("请上传签好的签领表。"))
        return redirect("desk-benefits:benefit", public_id)
    paper, key = keep_document(form.cleaned_data["paper"], by=request.person), form.cleaned_data["key"]
    handings = [Handing(row.person_id, key) for row in queries.members_for(benefit, at_union)[:ON_PAPER]]
    answers = hand_out_all(benefit, at_union, handings, Signed(Via.PAPER, paper), by=request.person)
    given = answers.count("given")
    if not given:
        forget_files([paper.pk])
    messages.success(request, _("已登记领取 %(n)s 人。") % {"n": given})
    if rest := len(answers) - given:
        messages.warning(request, _("%(n)s 人没有登记：库存不够，或超过标准，请逐个核对。") % {"n": rest})
    return redirect("desk-benefits:benefit", public_id)


@require_safe
@needs("benefits.see")
def paper(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """What was signed, for those who see a receipt it stands behind."""
    return hand_over_file(get_object_or_404(queries.papers_seen_by(request.person), public_id=public_id))


@require_safe
@needs("benefits.see")
@never_cache
def signature(request: MemberRequest, public_id: str) -> HttpResponse:
    """What somebody drew, for those who see a receipt it stands behind. They can read who looked."""
    found = get_object_or_404(queries.signatures_seen_by(request.person), public_id=public_id)
    pictures = open_signatures([found], by=request.person, what=_("手写签名"))
    answer = HttpResponse(from_address(pictures[found.pk]), content_type="image/png")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _seen(request: MemberRequest, public_id: str, union: str) -> tuple[Benefit, Organisation]:
    found = get_object_or_404(queries.benefits_seen_by(request.person), public_id=public_id)
    return found, get_object_or_404(queries.counters_of(request.person, found), public_id=union)
