# SPDX-License-Identifier: Apache-2.0
"""离任交接 on the desk: what passes, to whom, from which day; and the paper that both sign."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import queries
from unionnet.directory.people.actions import ask_handover
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.people.queries import countersigning as asked
from unionnet.directory.people.queries.handing_over import estate_of, own_posts
from unionnet.directory.people.web.doors import proved_again, with_verb
from unionnet.directory.people.web.forms import HandoverForm
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import paper as printing


@with_verb("desk.open")
@proved_again()
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: MemberRequest) -> HttpResponse:
    """My own posts, of one union at a time."""
    held = list(own_posts(request.person))
    if not held:
        return render(request, "people/desk/handover.html", {"unions": []})
    unions = {role.organisation.public_id: role.organisation for role in held}
    chosen = unions.get(request.GET.get("union", "")) or held[0].organisation
    return _page(request, request.person, chosen, list(unions.values()))


@with_verb("people.grant_roles")
@proved_again()
@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: MemberRequest, pk: int) -> HttpResponse:
    """For somebody who cannot do it themselves any more."""
    role = get_object_or_404(queries.roles_seen_by(request.person), pk=pk, lent_by=None)
    return _page(request, role.person, role.organisation, [role.organisation])


def _page(
    request: MemberRequest, holder: Person, union: Organisation, unions: list[Organisation]
) -> HttpResponse:
    form = HandoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (public_id := _asked(request, form, holder, union)):
        messages.success(request, _("已提出交接，待安全管理员复核；交接日以前可以撤销。"))
        return redirect("desk-people:countersigning", public_id)
    context = {"form": form, "estate": estate_of(holder, union), "unions": unions, "chosen": union}
    return render(request, "people/desk/handover.html", context)


def _asked(request: MemberRequest, form: HandoverForm, holder: Person, union: Organisation) -> str:
    given = form.cleaned_data
    to = queries.member_by_card(given["card_no"])
    if to is None:
        form.add_error("card_no", _("没有这个会员证号的会员。"))
        return ""
    try:
        found = ask_handover(holder, union, to, given["day"], given["reason"], by=request.person)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return ""
    return str(found.public_id)


@with_verb("desk.open")
@require_safe
@never_cache
def paper(request: MemberRequest, public_id: str) -> HttpResponse:
    """交接清单, for both to sign."""
    rows = asked.countersignings_seen_by(request.person)
    found = get_object_or_404(rows, public_id=public_id, act="handover")
    try:
        things = [_("印章"), _("文件柜"), _("经费账册"), _("钥匙"), ""]
        context = {"sheet": asked.sheet_of(found), "things": things}
        made = printing.pdf("people/desk/handover_paper.html", context)
    except printing.MissingPango as missing:
        messages.warning(request, str(missing))
        return redirect("desk-people:countersigning", public_id)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="handover.pdf"'
    return answer
