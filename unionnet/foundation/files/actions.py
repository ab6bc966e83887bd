# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Collection
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.journal.telling import Actor
from unionnet.foundation.refusals import Refusal

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2000
PDF = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
}


def keep_picture(upload: UploadedFile[Any], *, by: Actor | None, is_public: bool) -> StoredFile:
    """Keep a photo: drawn anew as JPEG, at most 2,000 px, without place, camera or other metadata.
    Raises `Refusal` when it is too large or no picture."""
    content = _bytes_of(upload)
    try:
        with Image.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise Refusal("picture_too_large", _("图片太大，请换一张小于 4000 万像素的图片。"))
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise Refusal("no_picture", _("这个文件不是可以打开的图片，请换一张 JPG 或 PNG 图片。")) from error
    return _keep_drawn(picture, LONGEST_SIDE, upload.name or "", by=by, is_public=is_public)


def keep_small(picture: StoredFile, longest_side: int, *, by: Actor | None) -> StoredFile:
    """A smaller copy of a kept photo, for a list of many."""
    with Image.open(io.BytesIO(picture.read())) as opened:
        return _keep_drawn(opened, longest_side, picture.name, by=by, is_public=picture.is_public)


def _keep_drawn(
    picture: Image.Image, longest_side: int, name: str, *, by: Actor | None, is_public: bool
) -> StoredFile:
    picture.thumbnail((longest_side, longest_side))
    drawn = io.BytesIO()
    picture.save(drawn, "JPEG", quality=85)
    return keep_bytes(drawn.getvalue(), name, "image/jpeg", by=by, is_public=is_public)


def keep_document(upload: UploadedFile[Any], *, by: Actor | None) -> StoredFile:
    """Keep a PDF, a Word document, a workbook, or a photo of a paper. What it is, its content says, not its
    name. Raises `Refusal` for anything else, and for documents that carry macros."""
    content = _bytes_of(upload)
    upload.seek(0)
    if content[:5] == b"%PDF-":
        return keep_bytes(content, upload.name or "", PDF, by=by)
    if content[:2] == b"PK":
        return keep_bytes(content, upload.name or "", _office_type(content), by=by)
    return keep_picture(upload, by=by, is_public=False)


def keep_bytes(
    content: bytes, name: str, content_type: str, *, by: Actor | None, is_public: bool = False
) -> StoredFile:
    """Keep content that is known to be what it says."""
    kept = StoredFile(
        name=_plain_name(name),
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        is_public=is_public,
        owner_id=by.pk if by else None,
    )
    default_storage.save(kept.stored_name, ContentFile(content))
    kept.save()
    return kept


def _office_type(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile:
        names = set()
    kind = next((kind for part, kind in OFFICE.items() if part in names), "")
    if not kind or any(name.endswith("vbaProject.bin") for name in names):
        raise Refusal("no_document", _("请上传 PDF、Word、Excel（不带宏）或照片。"))
    return kind


def _bytes_of(upload: UploadedFile[Any]) -> bytes:
    if (upload.size or 0) > MAX_BYTES:
        raise Refusal("file_too_large", _("文件超过 20 MB，请压缩后再传。"))
    return bytes(upload.read())


def _plain_name(name: str) -> str:
    printable = "".join(each for each in PurePath(name).name if each.isprintable())
    return printable[-120:] or "file"


def forget_files(keys: Collection[int]) -> int:
    """Drop rows now and contents once that is certain: a rollback must find the file again."""
    if not keys:
        return 0
    files = StoredFile.objects.filter(pk__in=keys)
    names = [file.stored_name for file in files]
    count, _kinds = files.delete()
    transaction.on_commit(partial(_drop_contents, names))
    return count


def _drop_contents(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
