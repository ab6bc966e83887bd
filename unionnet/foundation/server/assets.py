# SPDX-License-Identifier: Apache-2.0
"""Static files from memory: compressed once, kept for a year when their name carries their hash."""

import asyncio
import gzip
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from .asgi_words import Header, Receive, Scope, Send, answer, header

HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9.]+$")
TEXT = ("text/", "application/javascript", "application/json", "image/svg", "application/manifest")
LARGEST_KEPT = 4 * 1024 * 1024
KINDS = {".js": "text/javascript", ".mjs": "text/javascript", ".webmanifest": "application/manifest+json"}


@dataclass(frozen=True)
class Asset:
    """One file, ready to send."""

    stamp: tuple[int, int]
    plain: bytes
    packed: bytes | None
    headers: tuple[Header, ...]


_kept: dict[str, Asset] = {}


async def assets(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["method"] not in {"GET", "HEAD"}:
        await answer(send, 405, b"only GET\n", more=[(b"allow", b"GET, HEAD")])
        return
    asset = await asyncio.to_thread(_load, scope["path"].removeprefix("/static/"))
    if asset is None:
        await answer(send, 404, b"not found\n")
        return
    if header(scope, b"if-none-match") == dict(asset.headers)[b"etag"]:
        await send({"type": "http.response.start", "status": 304, "headers": list(asset.headers)})
        await send({"type": "http.response.body", "body": b""})
        return
    packed = asset.packed if b"gzip" in (header(scope, b"accept-encoding") or b"") else None
    body = asset.plain if packed is None else packed
    more = [(b"content-encoding", b"gzip")] if packed is not None else []
    headers = [*asset.headers, *more, (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body if scope["method"] == "GET" else b""})


def _load(name: str) -> Asset | None:
    file = _find(name)
    if file is None:
        return None
    found = file.stat()
    stamp = (found.st_mtime_ns, found.st_size)
    kept = _kept.get(name)
    if kept and kept.stamp == stamp:
        return kept
    asset = _prepare(name, file.read_bytes(), stamp)
    if found.st_size <= LARGEST_KEPT:
        _kept[name] = asset
    return asset


def _find(name: str) -> Path | None:
    """The collected file; in development, where nothing is collected, the source."""
    if "\0" in name or "\\" in name:
        return None
    root = Path(settings.STATIC_ROOT).resolve()
    file = (root / name).resolve()
    if file.is_relative_to(root) and file.is_file():
        return file
    if settings.DEBUG:
        from django.contrib.staticfiles import finders

        source = finders.find(name)
        return Path(source) if isinstance(source, str) else None
    return None


def _prepare(name: str, plain: bytes, stamp: tuple[int, int]) -> Asset:
    kind = KINDS.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    is_text = kind.startswith(TEXT)
    lasting = b"public, max-age=31536000, immutable" if HASHED.search(name) else b"public, max-age=300"
    headers = (
        (b"content-type", (f"{kind}; charset=utf-8" if is_text else kind).encode()),
        (b"cache-control", lasting),
        (b"etag", b'"%x-%x"' % stamp),
        (b"x-content-type-options", b"nosniff"),
        (b"vary", b"accept-encoding"),
    )
    packed = gzip.compress(plain, 6, mtime=0) if is_text and len(plain) > 500 else None
    return Asset(stamp, plain, packed, headers)
