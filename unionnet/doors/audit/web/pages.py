# SPDX-License-Identifier: Apache-2.0
"""The newest seal of the journal, for anybody to keep."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unionnet.doors.audit.queries import last_seal
from unionnet.doors.audit.web.forms import KeptForm


@require_safe
def seal(request: HttpRequest) -> HttpResponse:
    """`?number=&head=` compares a seal somebody kept with the one that stands."""
    form = KeptForm(request.GET if "number" in request.GET else None)
    context = {"seal": last_seal(), "form": form, "answer": form.answer() if form.is_valid() else None}
    return render(request, "audit/seal.html", context)
