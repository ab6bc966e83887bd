# SPDX-License-Identifier: Apache-2.0
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, JsonResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

pytestmark = pytest.mark.django_db


def test_a_nul_in_an_address_or_a_form_is_refused_before_any_page(client: Client) -> None:
    assert client.get("/offline", {"q": "a\x00b"}).status_code == 400
    assert client.get("/offline", {"\x00": "a"}).status_code == 400
    assert client.post("/language", {"language": "en\x00"}).status_code == 400
    assert (
        client.post("/language", "language=%00", content_type="application/x-www-form-urlencoded").status_code
        == 400
    )


def test_everything_else_goes_on(client: Client) -> None:
    assert client.get("/offline", {"q": "%25 '𠮷\n"}).status_code == 200


def test_what_nobody_can_see_does_not_reach_a_page(settings: Settings, client: Client) -> None:
    settings.ROOT_URLCONF = __name__
    query = client.get("/", {"q": "张\u200b三", "password": "a\u200bb"}).json()
    assert query == {"q": "张三", "password": "a\u200bb"}
    assert client.post("/", {"title": "批复\u202egpj", "id": ["1", "\u20662"]}).json() == {
        "title": "批复gpj",
        "id": "2",
    }
    file = SimpleUploadedFile("\u202e.txt", b"x")
    assert client.post("/", {"title": "葛\U000e0100", "file": file}).json() == {"title": "葛\U000e0100"}


def said(request: HttpRequest) -> JsonResponse:
    data = request.POST if request.method == "POST" else request.GET
    return JsonResponse(dict(data.items()))


urlpatterns = [path("", said)]
