# SPDX-License-Identifier: Apache-2.0
"""Who came, written down by an officer: the code on the screen, a card, a typed 签到表, a pasted 接龙."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people import cards
from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.queries import member_by_card
from unionnet.directory.places.web.access import needs
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.tools.activities import queries
from unionnet.tools.activities.actions import strike, take_roster, write_down
from unionnet.tools.activities.actions.attending import Named
from unionnet.tools.activities.models import Activity, Attendee, Session
from unionnet.tools.activities.rosters import Doubt
from unionnet.tools.activities.rules import why_not_take_part, why_not_write_down
from unionnet.tools.activities.sheets import attendee_lines
from unionnet.tools.activities.web.codes import code_for

ANY = ["GET", "HEAD", "POST"]
BLANK_ROWS, MOST_ROWS = 30, 300
LONGEST = 60_000
DOUBTS = {
    Doubt.NO_NAME: gettext_lazy("认不出姓名"),
    Doubt.MORE: gettext_lazy("可能带了别人，请一人一行"),
    Doubt.UNSURE: gettext_lazy("不确定来没来"),
    Doubt.TWICE: gettext_lazy("和上面一行重复"),
    Doubt.MANY: gettext_lazy("有同名会员，请加单位或会员证号"),
}


class CardForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("会员码或会员证号"), max_length=600)


class RosterForm(forms.Form):
    via = forms.ChoiceField(
        label=gettext_lazy("来源"),
        choices=[
            (Attendee.Via.PAPER, Attendee.Via.PAPER.label),
            (Attendee.Via.LIST, Attendee.Via.LIST.label),
        ],
        widget=forms.RadioSelect,
        initial=Attendee.Via.PAPER,
    )
    text = forms.CharField(
        label=gettext_lazy("一人一行：姓名 单位"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("可以直接粘贴群里的接龙；电话和证件号码会自动去掉。"),
    )


@require_http_methods(ANY)
@needs("activities.manage")
def desk(request: MemberRequest, public_id: str) -> HttpResponse:
    """One field for scanner, camera and fingers; below it those who came, the latest first."""
    session = _seen(request, public_id)
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _write_down(request, session, form.cleaned_data["code"])
        return redirect("desk-activities:session", public_id)
    rows = queries.attendees_seen_by(request.person).filter(session=session)
    context = {
        "session": session,
        "form": form,
        "page": Page.of(rows, request, order=("-at", "-id")),
        "count": rows.count(),
        "refusal": _why_not(request, session),
        "others": session.activity.sessions.all(),
    }
    return render(request, "activities/session.html", context)


def _write_down(request: MemberRequest, session: Session, code: str) -> None:
    try:
        code = "".join(code.split())
        person = cards.verify(code) if "." in code else member_by_card(code)
        if person is None:
            raise Refusal("nobody", _("没有找到这个人，请核对号码，或请对方出示会员码。"))
        write_down(session, Named(person), via=Attendee.Via.CARD, by=request.person)
        messages.success(request, _("%(name)s 已签到。") % {"name": person.name})
    except Refusal as refusal:
        messages.error(request, str(refusal))


@require_http_methods(ANY)
@needs("activities.manage")
def roster(request: MemberRequest, public_id: str) -> HttpResponse:
    """A list read in: first looked at, then taken. What is doubtful stays in the field to be mended."""
    session = _seen(request, public_id)
    form = RosterForm(request.POST or None)
    found: list[queries.Match] = []
    if request.method == "POST" and form.is_valid():
        found = queries.matches(form.cleaned_data["text"], session.activity)
        if "take" in request.POST:
            left = _take(request, session, found, form.cleaned_data["via"])
            if not left:
                return redirect("desk-activities:session", public_id)
            found = left
            text = "\n".join(each.line.text for each in left)
            form = RosterForm(initial={"text": text, "via": form.cleaned_data["via"]})
    context = {
        "session": session,
        "form": form,
        "found": [(each, DOUBTS.get(each.line.doubt, "")) for each in found],
        "clear": sum(not each.line.doubt for each in found),
        "refusal": _why_not(request, session),
    }
    return render(request, "activities/roster.html", context, status=422 if form.errors else 200)


def _take(
    request: MemberRequest, session: Session, found: list[queries.Match], via: str
) -> list[queries.Match]:
    """Those that were doubtful."""
    clear = [each for each in found if not each.line.doubt]
    named = [
        Named(each.person) if each.person else Named(name=each.line.name, unit=each.line.unit)
        for each in clear
    ]
    count = take_roster(session, named, via=via, by=request.person)
    messages.success(request, _("已登记 %(n)s 人，其余已在名单上。") % {"n": count})
    return [each for each in found if each.line.doubt]


@require_POST
@needs("activities.manage")
def struck(request: MemberRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(queries.attendees_seen_by(request.person), public_id=public_id)
    strike(row, by=request.person)
    messages.success(request, _("已去掉。"))
    return redirect("desk-activities:session", row.session.public_id)


@require_safe
@needs("activities.see")
def sheet(request: MemberRequest, public_id: str) -> HttpResponse:
    """签到表 for the table at the door: as many rows as people are expected."""
    session = _seen(request, public_id)
    rows = min(max(session.activity.expected, BLANK_ROWS), MOST_ROWS)
    context = {"session": session, "activity": session.activity, "rows": range(1, rows + 1)}
    return render(request, "activities/sign_sheet.html", context)


@require_safe
@needs("activities.see")
def attendees(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Everybody who came, as a list that leaves the house."""
    activity: Activity = get_object_or_404(queries.activities_seen_by(request.person), public_id=public_id)
    rows = queries.attendees_seen_by(request.person).filter(activity=activity).order_by("session", "id")
    name = _("签到名单 %(title)s") % {"title": activity.title}
    people = rows.filter(person__isnull=False).values_list("person", flat=True)
    note_export(people, by=request.person, what=name)
    return excel.workbook(*attendee_lines(rows.iterator(excel.AT_ONCE)), name=name)


@require_safe
@needs("activities.manage")
def screen(request: MemberRequest, public_id: str) -> HttpResponse:
    """The code on the big screen: another one every half minute, without JavaScript too."""
    return _shown(request, public_id, "activities/screen.html")


@require_safe
@needs("activities.manage")
def code(request: MemberRequest, public_id: str) -> HttpResponse:
    return _shown(request, public_id, "activities/_code.html")


def _shown(request: MemberRequest, public_id: str, page: str) -> HttpResponse:
    session = _seen(request, public_id)
    way = reverse("activities:code", args=[code_for(session)])
    context = {
        "session": session,
        "activity": session.activity,
        "link": f"{settings.UNIONNET_PUBLIC_URL}{way}",
        "count": session.attendees.count(),
    }
    answer = render(request, page, context)
    answer["Cache-Control"] = "no-store"
    return answer


def _why_not(request: MemberRequest, session: Session) -> Refusal | None:
    return why_not_take_part(request.person, session.activity) or why_not_write_down(session.activity)


def _seen(request: MemberRequest, public_id: str) -> Session:
    return get_object_or_404(queries.sessions_seen_by(request.person), public_id=public_id)
