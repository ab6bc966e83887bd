# SPDX-License-Identifier: Apache-2.0
"""S1-10: what is dangerous takes two people (陕西; SE-02, SE-06).

An officer asks for a list with clear numbers. They cannot let it go themselves; a colleague can, once. The
worker makes the sheet, only the officer who asked fetches it, and the member on it reads who took it, and
what for.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date

import pytest
import requests
from django.conf import settings
from django.db import IntegrityError
from django.test import Client
from openpyxl import load_workbook

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.serving import Site, running_site
from tests.settling import settled
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.countersigning import Change
from unionnet.directory.people.models import BulkList, Countersigning, Disclosed, Person
from unionnet.directory.people.queries import today
from unionnet.directory.people.tests.test_races import HANDS, all_at_once
from unionnet.foundation.clock import database_now
from unionnet.foundation.crypto import Sealed
from unionnet.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "hot"])
WHY = "医疗互助理赔核对"
WANTED = {"layout": "register", "clear": "on", "reason": WHY}


@pytest.fixture(scope="module")
def site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Without second factors: what is asked here is the second person."""
    with running_site(tmp_path_factory.mktemp("site"), UNIONNET_SECOND_FACTOR="0") as running:
        yield running


@pytest.fixture
def union() -> Organisation:
    return make_union("榆林市总工会", region_code="610800")


class Browser:
    """Somebody at the desk, over the wire."""

    def __init__(self, site: Site, person: Person) -> None:
        self.site, self.session = site.url, requests.Session()
        key = sign_in(Client(), person).session.session_key or ""
        self.session.cookies.set(settings.SESSION_COOKIE_NAME, key)
        self.look("/desk/people/two-hands")  # brings the token that every form carries

    def look(self, path: str) -> requests.Response:
        return self.session.get(self.site + path, timeout=60)

    def send(self, path: str, **form: str) -> requests.Response:
        told = {"csrfmiddlewaretoken": self.session.cookies.get("csrftoken") or "", **form}
        return self.session.post(self.site + path, told, timeout=60, allow_redirects=False)


def test_a_list_with_clear_numbers_takes_two_people(site: Site, union: Organisation) -> None:
    asker, colleague = (make_officer(union, name=name) for name in ("向干部", "谭干部"))
    member = make_person("王师傅", union=union)
    clear = [str(sealed.open()) for sealed in (member.id_number, member.mobile)]
    first, second = Browser(site, asker), Browser(site, colleague)
    page = first.send("/desk/people/export", **WANTED).headers["Location"]
    assert first.send(f"{page}/approval").status_code == 409
    assert first.look(f"{page}/list.xlsx").status_code == 409
    assert WHY in second.look(page).text
    assert second.send(f"{page}/approval").status_code == 302
    settled(lambda: BulkList.objects.filter(made_at__isnull=False).exists())
    assert second.look(f"{page}/list.xlsx").status_code == 404
    sheet = load_workbook(io.BytesIO(first.look(f"{page}/list.xlsx").content)).active
    assert sheet is not None
    rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert "向干部 于 " in rows[0][0]
    assert f"谭干部 复核，用途：{WHY}" in rows[0][0]
    (line,) = [row for row in rows if "王师傅" in row]
    assert set(clear) <= set(line)
    assert WHY in text_of(sign_in(Client(), member).get("/rights/lists"))
    assert Disclosed.objects.filter(person=member, disclosure__by=asker).count() == 1
    opened = Entry.objects.get(fact="people.numbers_opened")
    assert (opened.actor_id, opened.data["start"], opened.data["end"]) == (asker.pk, 0, 3)
    assert [
        entry for entry in Entry.objects.all() if any(number in str(entry.data) for number in clear)
    ] == []
    made = BulkList.objects.get()
    (part,) = made.parts.all()
    assert isinstance(part.lines, Sealed)
    assert actions.forget_old_lists(at=made.expires_at) == 1
    assert not made.parts.exists()
    assert first.look(f"{page}/list.xlsx").status_code == 409


def test_many_masked_rows_take_two_people_too(union: Organisation) -> None:
    asker = make_officer(union)
    make_person("王师傅", union=union)
    client, masked = sign_in(Client(), asker), {"layout": "register", "reason": WHY}
    assert client.post("/desk/people/export", masked)["Content-Type"].endswith("sheet")
    for number in range(1000):
        make_person(f"会员{number}", union=union, born_on=date(1980 + number // 500, 1, 1))
    asked = client.post("/desk/people/export", masked)
    assert asked.status_code == 302
    assert client.post("/desk/people/export", masked).headers["Location"] == asked.headers["Location"]
    found = Countersigning.objects.get()
    assert (found.organisation, len(found.list.members), found.list.clear) == (union, 1002, False)


def appointments(union: Organisation) -> list[Callable[[], str]]:
    """One act, and many who may be its second hand, at the same moment."""
    first, worker = make_officer(union, role="security_admin"), make_person("新干部", union=union)
    change = Change(worker, union, "officer", since=today())
    asked = actions.ask_posts(union, [change], "换届后任命", by=first)
    seconds = [make_officer(union, role="security_admin") for _each in range(HANDS)]

    def sign(by: Person) -> Callable[[], str]:
        return lambda: actions.countersign(asked, by=by).state

    return [sign(by) for by in seconds]


@pytest.mark.race
def test_of_many_seconds_at_once_one_does_it(union: Organisation) -> None:
    assert all_at_once(appointments(union)) == {"done": 1, "decided": HANDS - 1}
    assert Entry.objects.filter(fact="people.role_granted").count() == 1


@pytest.mark.race
def test_without_the_rule_the_database_still_does_it_once(
    union: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sabotage: the rule is asleep. What is decided cannot be decided again, so nothing is done twice."""
    asleep = "unionnet.directory.people.actions.countersigning.why_not_countersign"
    monkeypatch.setattr(asleep, lambda *asked, at: None)
    with pytest.raises(IntegrityError, match="is decided"):
        all_at_once(appointments(union))
    assert Entry.objects.filter(fact="people.role_granted").count() == 1
    assert Countersigning.objects.filter(until__gt=database_now(), state="done").count() == 1
