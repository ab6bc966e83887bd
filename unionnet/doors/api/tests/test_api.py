# SPDX-License-Identifier: Apache-2.0
"""The root's own promises, on a small API of its own that every app's router would meet in the same way."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import include, path
from ninja import Query, Router

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.doors.api import root as house
from unionnet.doors.api.actions import issue_token, revoke_token
from unionnet.doors.api.answers import answer_all
from unionnet.doors.api.models import ApiToken, Replay
from unionnet.doors.api.once import around
from unionnet.doors.api.parser import StrictParser
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.schemas import PUBLIC, Asked, Keyset, Page, Schema, as_in, page_of, scope

router = Router(tags=["unions"])


class UnionIn(Schema):
    name: str = as_in(Organisation, "name")


class UnionOut(Schema):
    name: str


@router.get("/unions", response=Page[UnionOut], openapi_extra=PUBLIC)
def unions(request: HttpRequest, asked: Query[Asked], q: str = "") -> Keyset:
    return page_of(Organisation.objects.filter(name__contains=q), asked, order=("name", "id"))


@router.get("/unions/{union_id}", response=UnionOut, openapi_extra=scope("organisations:read"))
def one(request: HttpRequest, union_id: str) -> Organisation:
    return Organisation.objects.get(public_id=union_id)


@router.get("/reach", response=list[str], openapi_extra=scope("members:read"))
def reach(request: HttpRequest) -> list[str]:
    return list(request.person.reach("api.manage").paths)  # type: ignore[attr-defined]


@router.get("/mine", response=UnionOut)
def mine(request: HttpRequest) -> dict[str, str]:
    return {"name": request.person.name}  # type: ignore[attr-defined]


@router.post("/unions", response={201: UnionOut}, openapi_extra=scope("organisations:read"))
def found(request: HttpRequest, said: UnionIn) -> tuple[int, Organisation]:
    if said.name == "不":
        make_union("half a verb")
        raise Refusal("no", "不可以")
    return 201, make_union(said.name)


@router.get("/broken", response=UnionOut, openapi_extra=PUBLIC)
def broken(request: HttpRequest) -> dict[str, str]:
    return {}


def small_api() -> list[Any]:
    api = house.Root(docs_url=None, urls_namespace="small", parser=StrictParser(), renderer=house.Readable())
    answer_all(api)
    api.add_router("", router)
    found: list[Any] = api.urls[0]
    for pattern in found:
        assert pattern.callback is not None
        pattern.callback = around(pattern.callback)
    return list(found)


urlpatterns = [path("api/", include((small_api(), "small"))), path("", include("unionnet.urls"))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会")


@pytest.fixture
def admin(union: Organisation) -> Person:
    return make_officer(union, role="system_admin")


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def post(client: Client, said: object, **headers: str) -> Any:
    return client.post("/api/unions", json.dumps(said), content_type="application/json", headers=headers)


def test_a_public_list_needs_nobody_and_pages_by_key(client: Client, union: Organisation) -> None:
    make_union("胜利街社区联合工会")
    first = client.get("/api/unions?size=1").json()
    second = client.get("/api/unions", {"size": 1, "after": first["next"]}).json()
    assert [first["items"], second["items"], second["next"]] == [
        [{"name": "永宁街道总工会"}],
        [{"name": "胜利街社区联合工会"}],
        None,
    ]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=%00", 400),
        ("q=%ED%A0%80", 200),  # Django reads half a character as U+FFFD
        ("size=99999999999999999999", 422),
        ("size=0", 422),
        ("size=abc", 422),
        ("after=garbage", 400),
        ("after=" + "A" * 2000, 422),
        ("q=" + "x" * 25000, 400),
    ],
)
def test_a_hostile_query_is_told_so(client: Client, query: str, status: int) -> None:
    assert client.get(f"/api/unions?{query}").status_code == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"name": "a\\u0000"}', 400),
        (b'{"name": "\\ud800"}', 400),
        (b'{"name": "' + "长".encode() * 101 + b'"}', 422),
        (b'{"name": NaN}', 400),
        (b'{"name": 1e999}', 400),
        (b'{"name": "a", "name": "b"}', 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
        (b"{", 400),
        (b"", 422),
        (b'{"name": 123456789012345678901234567890}', 400),
    ],
)
def test_a_hostile_body_is_told_so(client: Client, admin: Person, body: bytes, status: int) -> None:
    sign_in(client, admin)
    answer = client.post("/api/unions", body, content_type="application/json")
    assert (answer.status_code, sorted(answer.json())[:2]) == (status, ["citation", "code"])


def test_a_stranger_is_asked_to_sign_in(client: Client, union: Organisation) -> None:
    answer = client.get(f"/api/unions/{union.public_id}")
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")
    assert answer["WWW-Authenticate"] == 'Bearer realm="UnionNet"'


def test_a_person_needs_no_scope(client: Client, union: Organisation) -> None:
    sign_in(client, make_person("林晓", union=union))
    assert client.get(f"/api/unions/{union.public_id}").json() == {"name": "永宁街道总工会"}
    assert client.get("/api/mine").json() == {"name": "林晓"}


def test_a_token_opens_its_scope_and_nothing_else(client: Client, union: Organisation, admin: Person) -> None:
    token, secret = issue_token(union, "对接", ["organisations:read"], days=30, by=admin)
    assert client.get(f"/api/unions/{union.public_id}", headers=bearer(secret)).status_code == 200
    assert client.get("/api/reach", headers=bearer(secret)).status_code == 403
    assert client.get("/api/mine", headers=bearer(secret)).status_code == 403
    token.refresh_from_db()
    assert token.last_used_at is not None


def test_a_token_reaches_no_further_than_its_union(
    client: Client, union: Organisation, admin: Person
) -> None:
    below = make_union("胜利街社区联合工会", union)
    _token, secret = issue_token(below, "对接", ["members:read"], days=30, by=admin)
    assert client.get("/api/reach", headers=bearer(secret)).json() == [below.path]
    sign_in(client, admin)
    assert client.get("/api/reach").json() == [union.path]


@pytest.mark.parametrize(
    "stated", ["Bearer wrong", "Bearer ", "Basic dTpw", "Bearer " + "x" * 5000, "Bearer é\x7f"]
)
def test_a_wrong_token_is_refused_even_beside_a_session(
    client: Client, union: Organisation, stated: str
) -> None:
    sign_in(client, make_person("林晓", union=union))
    assert client.get("/api/mine", headers={"Authorization": stated}).status_code == 401


def test_a_revoked_or_expired_token_is_dead_at_once(
    client: Client, union: Organisation, admin: Person
) -> None:
    gone, revoked = issue_token(union, "甲", ["organisations:read"], days=30, by=admin)
    _late, expired = issue_token(
        union, "乙", ["organisations:read"], days=1, by=admin, at=database_now() - timedelta(days=2)
    )
    revoke_token(gone, by=admin)
    for secret in (revoked, expired):
        assert client.get(f"/api/unions/{union.public_id}", headers=bearer(secret)).status_code == 401


def test_the_secret_is_kept_nowhere(union: Organisation, admin: Person) -> None:
    token, secret = issue_token(union, "对接", ["organisations:read"], days=30, by=admin)
    row = str(ApiToken.objects.filter(pk=token.pk).values().get())
    assert secret not in row
    assert secret.removeprefix("un_") not in row


def test_a_foreign_union_and_an_empty_token_are_refused(union: Organisation, admin: Person) -> None:
    elsewhere = make_union("别处总工会")
    for place, scopes, days, code in (
        (elsewhere, ["members:read"], 30, "elsewhere"),
        (union, [], 30, "no_scope"),
        (union, ["everything"], 30, "unknown_scope"),
        (union, ["members:read"], 9999, "too_long"),
    ):
        with pytest.raises(Refusal) as refusal:
            issue_token(place, "对接", scopes, days=days, by=admin)
        assert refusal.value.code == code


def test_a_no_carries_its_code_and_undoes_what_was_begun(client: Client, admin: Person) -> None:
    sign_in(client, admin)
    answer = post(client, {"name": "不"})
    assert (answer.status_code, answer.json()) == (
        409,
        {"code": "no", "message": "不可以", "rule": None, "citation": None},
    )


def test_the_same_key_acts_once_and_answers_the_same(
    client: Client, union: Organisation, admin: Person
) -> None:
    _token, secret = issue_token(union, "对接", ["organisations:read"], days=30, by=admin)
    first = post(client, {"name": "新会"}, **bearer(secret), **{"Idempotency-Key": "k-1"})
    again = post(client, {"name": "新会"}, **bearer(secret), **{"Idempotency-Key": "k-1"})
    other = post(client, {"name": "另会"}, **bearer(secret), **{"Idempotency-Key": "k-1"})
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 409)
    assert again.content == first.content
    assert again["Idempotency-Replayed"] == "true"
    assert other.json()["code"] == "key_used"
    assert Organisation.objects.filter(name__in=["新会", "另会"]).count() == 1


def test_a_key_belongs_to_its_caller(client: Client, union: Organisation, admin: Person) -> None:
    secrets = [issue_token(union, name, ["organisations:read"], days=30, by=admin)[1] for name in "甲乙"]
    for secret in secrets:
        assert post(client, {"name": "新会"}, **bearer(secret), **{"Idempotency-Key": "k"}).status_code == 201
    assert Organisation.objects.filter(name="新会").count() == 2


def test_a_refused_request_leaves_its_key_free(client: Client, union: Organisation, admin: Person) -> None:
    _token, secret = issue_token(union, "对接", ["organisations:read"], days=30, by=admin)
    assert post(client, {"name": "不"}, **bearer(secret), **{"Idempotency-Key": "k"}).status_code == 409
    assert Replay.objects.count() == 0
    assert Organisation.objects.filter(name="half a verb").count() == 0


@pytest.mark.parametrize("key", ["", "x" * 101, "tab\there"])
def test_a_key_that_is_none_is_said_so(client: Client, union: Organisation, admin: Person, key: str) -> None:
    sign_in(client, admin)
    assert post(client, {"name": "新会"}, **{"Idempotency-Key": key}).status_code == 400


def test_an_answer_already_known_is_not_sent_again(client: Client, union: Organisation) -> None:
    first = client.get("/api/unions")
    again = client.get("/api/unions", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_a_page_of_another_site_cannot_act_with_a_session(union: Organisation, admin: Person) -> None:
    strict = sign_in(Client(enforce_csrf_checks=True), admin)
    assert post(strict, {"name": "新会"}).status_code == 403


def test_our_own_mistake_stays_our_mistake(client: Client) -> None:
    client.raise_request_exception = False
    assert client.get("/api/broken").status_code == 500


def test_chinese_is_sent_as_chinese(client: Client, union: Organisation) -> None:
    assert "永宁街道总工会".encode() in client.get("/api/unions").content


def test_no_other_site_may_read_the_answers(client: Client) -> None:
    answer = client.get("/api/unions", headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in answer
