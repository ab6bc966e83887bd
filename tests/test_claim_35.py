# SPDX-License-Identifier: Apache-2.0
"""Claim 35: no clear ID number or phone outside memory.

People whose numbers nobody else has join, sign in, are imported, looked up, opened and exported. Then
every table, the write-ahead log, the database's own log, our log and the files are searched for each
number: plain, in hexadecimal, in base64 and in UTF-16. A number planted in the clear is found, or the
search would prove nothing.
"""

from __future__ import annotations

import base64
import io
import logging
import os
import secrets
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from psycopg import sql
from pytest_django import Settings

from tests.database import OWNER_URL, cluster
from tests.figures import figure, measured, progress
from tests.makers import make_officer, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import make_join_code
from unionnet.directory.people.documents import check_character
from unionnet.directory.people.models import JoinCode, Membership, Opening, Person
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.postgres.roles import SUPERUSER

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = figure("PEOPLE", 12)
CODES: dict[str, str] = {}


def keep_code(mobile: str, code: str, purpose: str) -> None:
    """The codes reach us here; the real gateway still counts and hands over."""
    from unionnet.directory.reach.sms import send_code

    CODES[mobile] = code
    send_code(mobile, code, purpose)


def planted() -> list[tuple[str, str]]:
    """(ID number, phone) that exist nowhere else on this disk."""
    made = []
    for _each in range(PEOPLE):
        born = date(1950, 1, 1) + timedelta(days=secrets.randbelow(18_000))
        body = f"500235{born:%Y%m%d}"
        body += f"{secrets.randbelow(1000):03d}"
        made.append((body + check_character(body), f"19{secrets.randbelow(10**9):09d}"))
    return made


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[io.StringIO]:
    """Everything anybody logs, at any level."""
    words = io.StringIO()
    listener = logging.StreamHandler(words)
    root = logging.getLogger()
    before = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    yield words
    root.setLevel(before)
    root.removeHandler(listener)


def test_no_number_lies_about_in_the_clear(
    settings: Settings, log: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    settings.UNIONNET_SMS_SENDER = f"{__name__}.keep_code"
    since, numbers = time.time(), planted()
    union = make_union("云阳县总工会")
    officer = make_officer(union)
    code = make_join_code(union, by=officer, channel="station", place_name="青龙街道驿站")
    walk_through_everything(numbers, union, officer, code)
    deliver_everything()
    told = log.getvalue() + "".join(capfd.readouterr())

    secrets_ = [value for pair in numbers for value in pair]
    assert found_in(tables(), secrets_) == []
    assert found_in(told.encode(), secrets_) == []
    searched = 0
    for path in [*files_of_the_database(since), *Path(settings.UNIONNET_DATA).rglob("*")]:
        held = contents(path)
        searched += len(held)
        assert (path.name, found_in(held, secrets_)) == (path.name, [])
    measured(people=PEOPLE, values=len(secrets_), searched_mb=searched // 1024 // 1024)
    assert Opening.objects.count() == Entry.objects.filter(fact="people.field_opened").count() == 2


def test_the_search_finds_what_is_in_the_clear() -> None:
    since, (number, mobile) = time.time(), planted()[0]
    Person.objects.create(name=number)
    Person.objects.create(name="x", occupation=mobile)
    assert found_in(tables(), [number, mobile]) == [number, mobile]
    assert [number, mobile] in [
        found_in(contents(path), [number, mobile]) for path in files_of_the_database(since)
    ]
    for told in (number.encode().hex(), base64.b64encode(number.encode()).decode()):
        assert found_in(told.encode(), [number]) == [number]


def walk_through_everything(
    numbers: list[tuple[str, str]], union: Organisation, officer: Person, code: JoinCode
) -> None:
    by_phone, by_desk, by_list = (
        numbers[: PEOPLE // 2],
        numbers[PEOPLE // 2 : PEOPLE // 2 + 2],
        numbers[PEOPLE // 2 + 2 :],
    )
    for done, (number, mobile) in enumerate(by_phone, 1):
        join(Client(REMOTE_ADDR=f"10.0.{done // 250}.{done % 250}"), code, number, mobile)
        if done % 50 == 0:
            progress(f"{done} / {len(by_phone)} have joined by phone")
    join(Client(REMOTE_ADDR="10.1.0.1"), code, by_phone[0][0], by_desk[0][1])
    desk = sign_in(Client(), officer)
    given = {
        "name": "代录人",
        "id_type": "resident_id",
        "occupation": "courier",
        "unit": "",
        "organisation": union.name,
    }
    for number, mobile in by_desk:
        desk.post("/desk/people/enter", {**given, "id_number": number, "mobile": mobile})
    sheet = "姓名,身份证号,手机号,职业类别\n" + "".join(f"名单人,{n},{m},快递员\n" for n, m in by_list)
    sheet += f"错行,{by_list[0][0][:-1]}?,{by_list[0][1]},快递员\n"
    file = SimpleUploadedFile("名单.csv", sheet.encode())
    sent = desk.post("/desk/rosters/import", {"organisation": union.name, "file": file})
    assert desk.get(sent["Location"]).status_code == 200
    desk.post(f"{sent['Location']}/taking")
    assert desk.get(f"{sent['Location']}/reasons.xlsx").status_code == 200
    waiting = Membership.objects.filter(state="applied").values_list("public_id", flat=True)
    desk.post("/desk/people/applications/decision", {"application": list(waiting)})
    person = Person.objects.filter(name="入会人").order_by("pk")[0]
    for field in ("mobile", "id_number"):
        desk.post(f"/desk/people/p/{person.public_id}/opening", {"field": field, "reason": "核对登记信息"})
    desk.post("/desk/people/export", {"layout": "register", "reason": "核对名册"})
    for page in (
        "/desk/people/",
        "/desk/people/export",
        "/desk/people/?q=入会人",
        f"/desk/people/p/{person.public_id}",
    ):
        assert desk.get(page).status_code == 200
    again = Client()
    again.post("/account/login/code/", {"phone": by_list[0][1]})
    again.post("/account/login/code/confirm/", {"code": CODES[by_list[0][1]]})
    again.get("/people/me")
    again.post("/account/login/", {"login": by_phone[0][1], "password": "wrong password"})


def join(client: Client, code: JoinCode, number: str, mobile: str) -> None:
    given = {
        "name": "入会人",
        "id_type": "resident_id",
        "id_number": number,
        "mobile": mobile,
        "occupation": "courier",
    }
    client.post(f"/j/{code.code}", {**given, "agreed": ""})
    client.post(f"/j/{code.code}", {**given, "agreed": "on"})
    client.post("/people/join/code", {"code": "000000"})
    client.post("/people/join/code", {"code": CODES[mobile]})


def tables() -> bytes:
    """Every table as COPY writes it."""
    whole = bytearray()
    with psycopg.connect(OWNER_URL) as db:
        names = db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (name,) in names:
            with db.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))) as rows:
                for block in rows:
                    whole += block
    return bytes(whole)


def files_of_the_database(since: float) -> list[Path]:
    """The write-ahead log and what the server itself logged, as far as they were written meanwhile. What the
    server still holds back is written first: in a test it waits for no disk."""
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as db:
        db.execute("SELECT pg_switch_wal()")
    files = [*(cluster.folders.data / "pg_wal").rglob("*"), *cluster.folders.log.parent.glob("*.log")]
    fresh = [path for path in files if path.is_file() and path.stat().st_mtime >= since - 1]
    if not fresh:
        pytest.skip("the database lies on another machine: its files cannot be searched")
    return fresh


def contents(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() and os.access(path, os.R_OK) else b""
    except FileNotFoundError:  # a log segment that was recycled meanwhile
        return b""


def found_in(haystack: bytes, values: list[str]) -> list[str]:
    """The values that stand there in any of the usual ways of writing. They begin alike, so one look for the
    beginning serves a thousand of them."""
    alike: dict[tuple[int, int], dict[bytes, str]] = defaultdict(dict)
    for value in values:
        for number, form in enumerate(written(value)):
            alike[number, len(form)][form] = value
    found = set()
    for (_number, length), forms in alike.items():
        least, most = min(forms), max(forms)
        start = least[: next((at for at in range(length) if least[at] != most[at]), length)]
        place = haystack.find(start)
        while place >= 0:
            found.add(forms.get(haystack[place : place + length]))
            place = haystack.find(start, place + 1)
    return [value for value in values if value in found]


def written(value: str) -> Iterator[bytes]:
    plain = value.encode()
    yield plain
    yield plain.hex().encode()
    yield value.encode("utf-16-le")
    yield base64.b64encode(plain)[: len(plain) // 3 * 4]
