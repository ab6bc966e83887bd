# SPDX-License-Identifier: Apache-2.0
"""What is not there and what is not yours: a page for people, JSON for those who ask for JSON."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found, permission_denied

from unionnet.foundation.ui.middleware import wants_json


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    if wants_json(request):
        return JsonResponse({"code": "not_found", "message": _("没有找到这个页面")}, status=404)
    return page_not_found(request, exception)


def not_permitted(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    if wants_json(request):
        return JsonResponse({"code": "not_permitted", "message": _("您的岗位不能做这件事")}, status=403)
    return permission_denied(request, exception)
