# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def a_face() -> SimpleUploadedFile:
    """A small picture, of nobody."""
    drawn = io.BytesIO()
    Image.new("RGB", (64, 64), (180, 140, 120)).save(drawn, "PNG")
    return SimpleUploadedFile("face.png", drawn.getvalue(), "image/png")
