# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.http import HttpResponse

from unionnet.foundation.files.models import StoredFile

ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg"}


def hand_over_file(file: StoredFile) -> HttpResponse:
    """Always to be saved, never run inside the page."""
    ending = ".docx" if "wordprocessing" in file.content_type else ".xlsx"
    name = f"{file.public_id}{ENDINGS.get(file.content_type, ending)}"
    answer = HttpResponse(file.read(), content_type=file.content_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
