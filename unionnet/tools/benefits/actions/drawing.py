# SPDX-License-Identifier: Apache-2.0
"""A signature drawn on a screen. What a browser sends is believed in nothing: it is opened, and what is seen
is drawn anew. Only the picture is kept, never how fast or how hard it was written (decision 0071)."""

from __future__ import annotations

import base64
import io
import struct
import zlib

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from unionnet.foundation.refusals import Refusal

MOST_BYTES = 200_000
MOST_PIXELS = 2_000_000
LARGEST = (480, 160)  # of what is kept
MARGIN = 8
GREYS = 8
LEAST_INK, LEAST_SIDE = 150, 24  # pixels; less is a slip of the finger
MOST_INK = 0.5  # of the whole; more is no writing
DATA = "data:image/png;base64,"
END = b"IEND\xaeB`\x82"
BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, zlib.error)


def drawn_anew(content: bytes) -> bytes:
    """A small PNG of what was written, dark on white, cut to the writing. Raises `Refusal` when it is too
    large, no PNG, or hardly a stroke."""
    if len(content) > MOST_BYTES:
        raise _too_large()
    grey = _opened(content)
    ink = grey.point(lambda light: 255 if light < 128 else 0)
    frame = ink.getbbox()
    dark = ink.histogram()[255]
    if frame is None or dark < LEAST_INK or max(frame[2] - frame[0], frame[3] - frame[1]) < LEAST_SIDE:
        raise Refusal("nothing_signed", _("还没有看到签名，请本人在框里写下姓名。"))
    if dark > MOST_INK * grey.width * grey.height:
        raise no_signature()
    small = ImageOps.expand(grey.crop(frame), MARGIN, fill=255)
    small.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    small.quantize(GREYS).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _opened(content: bytes) -> Image.Image:
    """Its grey on white paper. The size is read before a pixel is. What was torn off on the way is looked for
    here: the library forgives it once whoever draws papers has asked it to."""
    if END not in content:
        raise no_signature()
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_large()
            drawn = opened.convert("RGBA")
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except BROKEN as error:
        raise no_signature() from error
    paper = Image.new("RGBA", drawn.size, "white")
    paper.alpha_composite(drawn)
    return paper.convert("L")


def no_signature() -> Refusal:
    return Refusal("no_signature", _("收到的不是签名，请重写，或在纸上签名。"))


def _too_large() -> Refusal:
    return Refusal("signature_too_large", _("签名的图太大，请重写，或在纸上签名。"))


def as_address(picture: bytes) -> str:
    """A PNG as it stands in a page."""
    return DATA + base64.b64encode(picture).decode()


def from_address(address: str) -> bytes:
    """The PNG of such an address."""
    return base64.b64decode(address.removeprefix(DATA))
