# SPDX-License-Identifier: Apache-2.0
"""What is on public notice: for anybody, until its last day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from unionnet.foundation.ui.pages import Page
from unionnet.tools.submissions.queries import on_notice


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    page = Page.of(on_notice(timezone.localdate()), request, order=("notice_until", "id"), size=20)
    return render(request, "submissions/notices.html", {"page": page})


@require_safe
def notice(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(on_notice(timezone.localdate()), public_id=public_id)
    return render(request, "submissions/notice.html", {"submission": found})
