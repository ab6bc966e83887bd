# SPDX-License-Identifier: Apache-2.0
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from unionnet.foundation.files.queries import public_files


@require_safe
def public_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """A public picture. It never changes under its id, so it may be cached for long."""
    file = get_object_or_404(public_files(), public_id=public_id)
    response = HttpResponse(file.read(), content_type=file.content_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
