# SPDX-License-Identifier: Apache-2.0
"""The day itself: the 签到表 to print, check-in by scan or click, and who did not come."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.tools.enrolment.actions import check_in, excuse, mark_absent
from unionnet.tools.enrolment.models import Attendance, Offer
from unionnet.tools.enrolment.queries import Seat, offers_checked_by, offers_seen_by, roster
from unionnet.tools.enrolment.web.finding import person_by
from unionnet.tools.enrolment.web.forms import PersonForm

COLUMNS = (
    gettext_lazy("序号"),
    gettext_lazy("姓名"),
    gettext_lazy("回执号"),
    gettext_lazy("出勤"),
    gettext_lazy("签到时间"),
)


@require_safe
@with_verb("enrolment.see")
def sheet(request: MemberRequest, public_id: str) -> HttpResponse:
    """签到表, for the wall and the pen."""
    offer = get_object_or_404(offers_seen_by(request.person), public_id=public_id)
    context = {"offer": offer, "seats": roster(offer, _session(request)), "session": _session(request)}
    return render(request, "enrolment/desk_sheet.html", context)


@require_safe
@with_verb("enrolment.see")
def workbook(request: MemberRequest, public_id: str) -> FileResponse:
    offer = get_object_or_404(offers_seen_by(request.person), public_id=public_id)
    seats = roster(offer, _session(request))
    name = _("签到表 %(offer)s") % {"offer": offer.title}
    note_export([seat.place.person_id for seat in seats], by=request.person, what=name)
    return excel.workbook(COLUMNS, (_row(seat) for seat in seats), name=name)


@require_http_methods(["GET", "POST"])
@with_verb("enrolment.check_in")
def desk(request: MemberRequest, public_id: str) -> HttpResponse:
    """One field for scanner, camera and fingers; the next person can follow at once."""
    offer = _checked(request, public_id)
    form = PersonForm(request.POST or None)
    if form.is_valid():
        _note(request, offer, form.cleaned_data["code"])
        return redirect(_back(offer, _session(request)))
    seats = roster(offer, _session(request))
    came = sum(1 for seat in seats if seat.attendance and seat.attendance.state == "present")
    context = {"offer": offer, "form": form, "seats": seats, "came": came, "session": _session(request)}
    return render(request, "enrolment/desk_check_in.html", context)


@require_POST
@with_verb("enrolment.check_in")
def attendance(request: MemberRequest, public_id: str) -> HttpResponse:
    """Excuse one, or close the list: the rest were absent."""
    offer, session = _checked(request, public_id), _session(request)
    if request.POST.get("state") == Attendance.State.EXCUSED:
        person = person_by(request.POST.get("code", "")[:100], offer)
        excuse(person, offer, by=request.person, session=session)
        messages.success(request, _("已记请假：%(name)s。") % {"name": person.name})
    else:
        absent = mark_absent(offer, by=request.person, session=session)
        messages.success(request, _("已结束签到，缺席 %(n)s 人。") % {"n": len(absent)})
    return redirect(_back(offer, session))


def _note(request: MemberRequest, offer: Offer, code: str) -> None:
    try:
        person = person_by(code, offer)
        check_in(
            person, offer, by=request.person, session=_session(request), via="qr" if "." in code else "desk"
        )
    except Refusal as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("%(name)s 已签到。") % {"name": person.name})


def _checked(request: MemberRequest, public_id: str) -> Offer:
    return get_object_or_404(offers_checked_by(request.person), public_id=public_id)


def _session(request: MemberRequest) -> str:
    given = request.POST.get("session") or request.GET.get("session", "")
    return "".join(character for character in given if character.isalnum() or character in "-_")[:24]


def _back(offer: Offer, session: str) -> str:
    address = reverse("desk-enrolment:check-in", args=[offer.public_id])
    return f"{address}?session={session}" if session else address


def _row(seat: Seat) -> list[object]:
    mark = seat.attendance
    state = mark.get_state_display() if mark else ""
    return [
        seat.place.number,
        seat.place.person.name,
        seat.place.receipt,
        state,
        timezone.localtime(mark.at) if mark else None,
    ]
