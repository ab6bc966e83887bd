# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def a_photo() -> SimpleUploadedFile:
    """What a keeper's phone sends."""
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(drawn, "JPEG")
    return SimpleUploadedFile("broken.jpg", drawn.getvalue(), content_type="image/jpeg")
