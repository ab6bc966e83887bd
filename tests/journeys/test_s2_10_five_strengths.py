# SPDX-License-Identifier: Apache-2.0
"""S2-10: 五强自查. The county opens it, three townships score themselves on five dimensions with evidence, it
checks with reasons and publishes the ranking, and everybody sees the same."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image
from python_calamine import CalamineWorkbook

from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.strength import actions
from unionnet.programmes.strength.models import Check, Round, Score

pytestmark = pytest.mark.django_db
ROOT = "/desk/strength/"
FULL = [10, 10, 12, 8, 10, 10, 10, 10, 10, 10]


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind=Organisation.Kind.COUNTY_FEDERATION)


@pytest.fixture
def at_county(county: Organisation) -> Client:
    return sign_in(Client(), make_officer(county))


@pytest.fixture
def towns(county: Organisation) -> dict[str, Client]:
    """The desks of three townships, by name."""
    names = ("双江街道总工会", "青龙街道总工会", "人和街道总工会")
    return {name: sign_in(Client(), make_officer(make_union(name, county))) for name in names}


@pytest.fixture
def opened(at_county: Client, towns: dict[str, Client]) -> Round:
    assert at_county.post(ROOT, {"title": "2026 年五强自查", "due_on": "2999-12-31"}).status_code == 302
    return Round.objects.get()


def sheet_of(name: str) -> str:
    return f"{ROOT}sheets/{Check.objects.get(organisation__name=name).public_id}/"


def score(desk: Client, sheet: str, points: list[int], **more: object) -> None:
    for number, own in enumerate(points, start=1):
        given = {"own": own, "evidence": "会议记录四次", "link": "/desk/organisations/", **more}
        assert desk.post(f"{sheet}{number}/", given).status_code == 302


def give(desk: Client, sheet: str, points: list[int]) -> None:
    for number, given in enumerate(points, start=1):
        answer = desk.post(f"{sheet}{number}/", {"given": given, "note": "现场核查"})
        assert answer.status_code == 302
    assert desk.post(f"{sheet}finish").status_code == 302


def test_from_the_sheet_to_the_published_ranking(
    at_county: Client, towns: dict[str, Client], opened: Round
) -> None:
    page = f"{ROOT}{opened.public_id}/"
    given = {"双江街道总工会": [8] * 10, "青龙街道总工会": [8] * 10, "人和街道总工会": [7] * 10}
    for name, desk in towns.items():
        sheet = sheet_of(name)
        score(desk, sheet, [8] * 10)
        assert desk.post(f"{sheet}hand-in").status_code == 302
        shown = desk.get(page).content.decode()
        assert [other in shown for other in towns] == [other == name for other in towns]
    assert at_county.post(f"{page}publish").status_code == 409
    for name, points in given.items():
        give(at_county, sheet_of(name), points)
    assert at_county.post(f"{page}publish").status_code == 302
    for desk in (at_county, *towns.values()):
        answer = desk.get(f"{page}export")
        sheet_rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue())).get_sheet_by_index(0)
        rows = sheet_rows.to_python()[1:]
        assert [(row[0], row[1], row[2], row[3], row[4]) for row in rows] == [
            (1, "双江街道总工会", 80, 80, 100),
            (1, "青龙街道总工会", 80, 80, 100),
            (3, "人和街道总工会", 80, 70, 100),
        ]
        assert rows[0][5:] == [16, 16, 16, 16, 16]
    assert Entry.objects.filter(fact="strength.published").count() == 1


def test_evidence_is_a_file_and_a_record_and_no_neighbour_reads_it(
    towns: dict[str, Client], opened: Round
) -> None:
    own, neighbour, *_rest = towns.values()
    sheet = sheet_of("双江街道总工会")
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    upload = SimpleUploadedFile("签到表.png", picture.getvalue())
    said = {"own": 9, "evidence": "签到表", "link": "/desk/places/", "upload": upload}
    assert own.post(f"{sheet}1/", said).status_code == 302
    assert own.get(f"{sheet}1/file").status_code == 200
    assert neighbour.get(sheet).status_code == neighbour.get(f"{sheet}1/file").status_code == 404
    for wrong in ({"own": 11, "evidence": "x"}, {"own": 1, "evidence": "x", "link": "//far.example/"}):
        assert own.post(f"{sheet}1/", wrong).status_code == 200
    assert Score.objects.get().own == 9


def test_each_step_waits_for_the_one_before(
    county: Organisation, at_county: Client, towns: dict[str, Client], opened: Round
) -> None:
    own, sheet = towns["双江街道总工会"], sheet_of("双江街道总工会")
    check, by = Check.objects.get(organisation__name="双江街道总工会"), make_officer(county)
    item = opened.items.get(number=1)
    for verb in (
        lambda: actions.hand_in(check, by=by),
        lambda: actions.check_item(check, item, 5, by=by),
        lambda: actions.publish(opened, by=make_officer(check.organisation)),
        lambda: actions.open_round(check.organisation, "空", date(2999, 1, 1), by=by),
        lambda: actions.open_round(county, "过期", date(2020, 1, 1), by=by),
    ):
        with pytest.raises(Refusal):
            verb()
    score(own, sheet, FULL)
    own.post(f"{sheet}hand-in")
    with pytest.raises(Refusal) as no:
        actions.score_item(check, item, 1, "改", by=make_officer(check.organisation))
    assert no.value.code == "handed_in"
    assert "请写明理由" in at_county.post(f"{sheet}1/", {"given": 5}).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.filter(check_of=check).update(given=1, note="")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_in_both_languages(
    at_county: Client, towns: dict[str, Client], opened: Round, language: str
) -> None:
    sheet = sheet_of("双江街道总工会")
    score(towns["双江街道总工会"], sheet, FULL)
    for desk in (at_county, towns["双江街道总工会"]):
        for page in (ROOT, f"{ROOT}{opened.public_id}/", sheet, f"{sheet}1/"):
            assert desk.get(page, headers={"accept-language": language}).status_code == 200
