# SPDX-License-Identifier: Apache-2.0
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from unionnet.foundation.files.actions import keep_bytes, keep_picture
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def photo(name: str = "驿站.jpg", size: tuple[int, int] = (2400, 1200)) -> SimpleUploadedFile:
    drawn = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", size, "#b8151b").save(drawn, "JPEG", exif=exif)
    return SimpleUploadedFile(name, drawn.getvalue())


def test_a_photo_is_drawn_anew_without_where_and_when() -> None:
    kept = keep_picture(photo(), by=None, is_public=True)
    picture = Image.open(io.BytesIO(kept.read()))
    assert picture.size == (2000, 1000)
    assert not picture.getexif()
    assert b"taken at home" not in kept.read()
    assert (kept.name, kept.content_type, kept.size) == ("驿站.jpg", "image/jpeg", len(kept.read()))


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n broken", b"PK\x03\x04" + b"0" * 100]
)
def test_what_is_no_picture_is_refused_with_advice(content: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        keep_picture(SimpleUploadedFile("x.jpg", content or b" "), by=None, is_public=True)
    assert refused.value.code == "no_picture"
    assert StoredFile.objects.count() == 0


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    kept = keep_bytes(b"x", "../../etc/\x00passwd", "text/plain", by=None)
    assert kept.name == "passwd"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [kept.public_id]


def test_a_public_picture_is_served_and_a_private_one_is_not(client: Client) -> None:
    public = keep_picture(photo(), by=None, is_public=True)
    private = keep_picture(photo(), by=None, is_public=False)
    answer = client.get(f"/files/{public.public_id}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer.content == public.read()
    assert client.get(f"/files/{private.public_id}").status_code == 404


def test_a_file_the_store_has_lost_is_said_so(settings: Settings) -> None:
    kept = keep_picture(photo(), by=None, is_public=False)
    (Path(settings.MEDIA_ROOT) / kept.stored_name).unlink()
    with pytest.raises(Refusal, match="暂时读不到"):
        kept.read()
