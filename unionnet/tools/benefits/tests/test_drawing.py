# SPDX-License-Identifier: Apache-2.0
"""What a browser sends for a signature is opened, looked at and drawn anew, or refused."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

from unionnet.foundation.refusals import Refusal
from unionnet.tools.benefits.actions.drawing import (
    LARGEST,
    MOST_BYTES,
    MOST_PIXELS,
    as_address,
    drawn_anew,
    from_address,
)
from unionnet.tools.benefits.tests.makers import png, scrawl


def refused(content: bytes) -> str:
    with pytest.raises(Refusal) as no:
        drawn_anew(content)
    return no.value.code


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it is so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def test_a_signature_is_cut_to_the_writing_small_and_dark_on_white() -> None:
    kept = drawn_anew(scrawl())
    with Image.open(io.BytesIO(kept)) as seen:
        assert seen.format == "PNG"
        assert seen.width <= LARGEST[0]
        assert seen.height <= LARGEST[1]
        assert seen.convert("L").getextrema() == (0, 255)
        assert seen.convert("RGBA").getchannel("A").getextrema() == (255, 255)
    assert len(kept) < 8_000
    assert from_address(as_address(kept)) == kept
    assert drawn_anew(scrawl(shift=60)) == kept  # where on the board it was written says nothing


def test_what_was_torn_is_refused_though_the_library_forgives_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint asks Pillow to, for the whole process."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for kept in (700, 900, len(scrawl()) - 1):
        assert refused(scrawl()[:kept]) == "no_signature"


def test_nothing_that_rode_along_is_kept() -> None:
    ridden, notes = io.BytesIO(), PngInfo()
    notes.add_text("Comment", "drawn at 12:00:01.003")
    with Image.open(io.BytesIO(scrawl())) as board:
        board.save(ridden, "PNG", pnginfo=notes)
    sent = ridden.getvalue() + b"<script>alert(1)</script>"
    kept = drawn_anew(sent)
    assert b"12:00:01" in sent
    assert b"12:00:01" not in kept
    assert b"script" not in kept
    assert kept == drawn_anew(scrawl())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_signature"),
        (b"\0\x1b[2J", "no_signature"),
        (b"<svg onload=alert(1)>", "no_signature"),
        (b"\x89PNG\r\n\x1a\n broken", "no_signature"),
        (scrawl()[:900], "no_signature"),
        (png(Image.new("RGBA", (960, 400), "black")), "no_signature"),
        (png(Image.new("RGBA", (960, 400), (0, 0, 0, 0))), "nothing_signed"),
        (png(Image.new("L", (1, 1), 0)), "nothing_signed"),
        (b"x" * (MOST_BYTES + 1), "signature_too_large"),
        (claiming(60_000, 60_000), "signature_too_large"),
        (claiming(2**31 - 1, 2**31 - 1), "signature_too_large"),
        (claiming(MOST_PIXELS + 1, 1), "signature_too_large"),
        (claiming(0, 0), "no_signature"),
    ],
    ids=[
        *("empty", "control", "svg", "torn", "cut off", "blot", "blank", "dot", "huge file"),
        *("bomb", "largest claim", "long", "no size"),
    ],
)
def test_what_is_no_signature_is_refused(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_jpeg_of_a_signature_is_not_taken() -> None:
    other = io.BytesIO()
    with Image.open(io.BytesIO(scrawl())) as board:
        board.convert("RGB").save(other, "JPEG")
    assert refused(other.getvalue()) == "no_signature"


def test_a_slip_of_the_finger_is_no_name() -> None:
    slip = Image.new("RGBA", (960, 400), (0, 0, 0, 0))
    slip.paste("black", (100, 100, 115, 115))
    assert refused(png(slip)) == "nothing_signed"


def test_however_the_bytes_are_bent_it_is_a_picture_or_a_no() -> None:
    chance, whole = random.Random(71), scrawl()
    outcomes = set()
    for _attempt in range(300):
        bent = bytearray(whole)
        for _byte in range(chance.randint(1, 8)):
            bent[chance.randrange(len(bent))] = chance.randrange(256)
        try:
            outcomes.add(drawn_anew(bytes(bent))[:4])
        except Refusal as no:
            outcomes.add(no.code.encode())
    assert b"no_signature" in outcomes
    assert outcomes <= {b"\x89PNG", b"no_signature", b"nothing_signed", b"signature_too_large"}
