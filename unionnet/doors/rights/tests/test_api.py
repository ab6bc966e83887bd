# SPDX-License-Identifier: Apache-2.0
import time

import pytest
from django.test import Client

from tests.makers import make_person, make_union, sign_in
from unionnet.doors.rights.actions import make_waiting_copies
from unionnet.doors.rights.models import Closure, Copy

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine() -> Client:
    client = sign_in(Client(), make_person("林晓", union=make_union("云阳县总工会")))
    session = client.session
    session["rights_proved_at"] = time.time()
    session.save()
    return client


def test_what_is_held_and_why(mine: Client) -> None:
    kinds = {kind["kind"]: kind for kind in mine.get("/api/v1/me/held").json()}
    assert kinds["people.Membership"]["count"] == 1
    assert kinds["people.Membership"]["rule"] == "PI-01.membership"
    assert kinds["people.Person"]["source"].startswith("《个人信息保护法》")


def test_consents_are_taken_back_and_given(mine: Client) -> None:
    def states() -> dict[str, str]:
        return {one["purpose"]: one["state"] for one in mine.get("/api/v1/me/consents").json()}

    assert states() == {"group_notices": "on"}
    assert mine.delete("/api/v1/me/consents/group_notices").status_code == 200
    assert states() == {"group_notices": "withdrawn"}
    assert mine.put("/api/v1/me/consents/group_notices").json()[0]["state"] == "given"
    assert mine.delete("/api/v1/me/consents/nothing").status_code == 404


def test_a_copy_by_the_api(mine: Client) -> None:
    asked = mine.post("/api/v1/me/copies").json()
    assert asked["url"] is None
    make_waiting_copies()
    made = mine.get("/api/v1/me/copies").json()[0]
    assert (made["id"], mine.get(made["url"])["Content-Type"]) == (asked["id"], "application/zip")


def test_closing_and_thinking_again(mine: Client) -> None:
    assert mine.get("/api/v1/me/closure").status_code == 404
    final = mine.put("/api/v1/me/closure").json()["final_at"]
    assert mine.get("/api/v1/me/closure").json()["final_at"] == final
    assert mine.delete("/api/v1/me/closure").status_code == 200
    assert Closure.objects.get().taken_back_at is not None


def test_without_proof_it_says_so() -> None:
    client = sign_in(Client(), make_person("林晓"))
    for ask in (client.post("/api/v1/me/copies"), client.put("/api/v1/me/closure")):
        assert (ask.status_code, ask.json()["code"]) == (409, "proof_needed")
    assert Copy.objects.count() == Closure.objects.count() == 0


def test_strangers_get_nothing() -> None:
    for path in ("held", "consents", "copies", "closure"):
        assert Client().get(f"/api/v1/me/{path}").status_code == 401
