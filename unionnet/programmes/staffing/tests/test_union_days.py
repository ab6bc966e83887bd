# SPDX-License-Identifier: Apache-2.0
from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Disclosed, Person
from unionnet.foundation.clock import start_of
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.privacy.erasing import erase, purge
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import on_behalf_of
from unionnet.foundation.ui.excel import read_table
from unionnet.programmes.staffing.actions import Particulars, note_day, take_day_back, take_post
from unionnet.programmes.staffing.days import Month, Search, own_days, own_posts, sheets, used_by_post
from unionnet.programmes.staffing.models import StaffPost, UnionDay

pytestmark = pytest.mark.django_db
AT = start_of(date(2024, 5, 20))
MAY = Month(date(2024, 5, 1))
HALF, WHOLE = UnionDay.Length.HALF, UnionDay.Length.WHOLE


@pytest.fixture
def town() -> Organisation:
    return make_union("龙角镇总工会")


@pytest.fixture
def officer(town: Organisation) -> Person:
    return make_officer(town)


@pytest.fixture
def tan(town: Organisation) -> Person:
    return make_person("谭大山", union=town)


@pytest.fixture
def post(town: Organisation, officer: Person, tan: Person) -> StaffPost:
    return take_post(
        town, tan.name, Particulars("part_time", "委员", date(2022, 1, 1)), person=tan, by=officer
    )


def may(day: int) -> date:
    return date(2024, 5, day)


def told() -> list[str]:
    return list(
        Entry.objects.filter(fact__startswith="staffing.union_day")
        .order_by("pk")
        .values_list("fact", flat=True)
    )


def test_days_and_halves_add_up_and_more_than_the_law_pays_for_is_shown(post: StaffPost, tan: Person) -> None:
    for day, halves in ((6, WHOLE), (7, HALF), (14, WHOLE)):
        note_day(post, may(day), halves, "开委员会", by=tan, at=AT)
    (sheet,) = sheets([post], MAY)
    assert (sheet.used, sheet.allowed.most, sheet.is_over, sheet.is_short) == (2.5, 3, False, False)
    note_day(post, may(15), WHOLE, "走访职工", by=tan, at=AT)
    (sheet,) = sheets([post], MAY)
    assert (sheet.used, sheet.is_over) == (3.5, True)
    (april,) = sheets([post], MAY.before)
    assert (april.used, april.is_short, april.allowed.least) == (0, True, 2)


def test_the_same_day_again_is_one_record_and_corrects_it(post: StaffPost, tan: Person) -> None:
    first = note_day(post, may(6), WHOLE, "开委员会", by=tan, at=AT)
    assert note_day(post, may(6), WHOLE, "开委员会", by=tan, at=AT) == first
    note_day(post, may(6), HALF, "走访职工", by=tan, at=AT)
    used = UnionDay.objects.get()
    assert (used.pk, used.halves, used.what) == (first.pk, HALF, "走访职工")
    assert told() == ["staffing.union_day_noted", "staffing.union_day_corrected"]


def test_what_was_taken_back_counts_no_longer_and_may_be_noted_again(post: StaffPost, tan: Person) -> None:
    used = note_day(post, may(6), WHOLE, "开委员会", by=tan, at=AT)
    assert take_day_back(used, by=tan, at=AT).taken_back_by == tan
    take_day_back(used, by=tan, at=AT)
    assert sheets([post], MAY)[0].used == 0
    assert note_day(post, may(6), HALF, "走访职工", by=tan, at=AT) != used
    assert told() == [f"staffing.union_day_{what}" for what in ("noted", "taken_back", "noted")]


def test_a_person_has_one_record_a_day_on_whichever_post(
    town: Organisation, officer: Person, tan: Person, post: StaffPost
) -> None:
    village = make_union("龙角村工会", town)
    given = Particulars("part_time", "委员", date(2022, 1, 1))
    other = take_post(village, tan.name, given, person=tan, by=officer)
    note_day(post, may(6), WHOLE, "开委员会", by=tan, at=AT)
    with pytest.raises(Refusal) as no:
        note_day(other, may(6), HALF, "走访职工", by=tan, at=AT)
    assert no.value.code == "day_taken"
    twin = UnionDay(post=other, member_id=other.member_id, day=may(6), what="另一条", noted_by=tan)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2021, 12, 31), "not_in_post"),
        (date(2023, 5, 19), "too_far"),
        (date(2024, 6, 21), "too_far"),
        (date(9999, 1, 1), "too_far"),
    ],
)
def test_days_out_of_the_post_or_far_away_are_refused(
    post: StaffPost, tan: Person, day: date, code: str
) -> None:
    with pytest.raises(Refusal) as no:
        note_day(post, day, WHOLE, "开委员会", by=tan, at=AT)
    assert no.value.code == code
    note_day(post, date(2024, 6, 20), WHOLE, "开委员会", by=tan, at=AT)
    note_day(post, date(2023, 5, 20), WHOLE, "开委员会", by=tan, at=AT)


def test_only_the_holder_and_who_keeps_the_roster_note_days(
    town: Organisation, officer: Person, post: StaffPost, tan: Person
) -> None:
    note_day(post, may(6), WHOLE, "开委员会", by=officer, at=AT)
    for other in (
        make_person("向小溪", union=town),
        make_officer(town, role="leader"),
        make_officer(make_union("外")),
    ):
        with pytest.raises(Refusal) as no:
            note_day(post, may(7), WHOLE, "开委员会", by=other, at=AT)
        assert no.value.code == "elsewhere"
    whole = take_post(town, "向大成", Particulars("full_time", "主席", date(2022, 1, 1)), by=officer)
    with pytest.raises(Refusal) as no:
        note_day(whole, may(7), WHOLE, "开委员会", by=officer, at=AT)
    assert no.value.code == "not_part_time"


def test_the_second_wall_shows_own_days_and_those_within_reach(
    officer: Person, post: StaffPost, tan: Person
) -> None:
    note_day(post, may(6), WHOLE, "开委员会", by=tan, at=AT)
    with on_behalf_of(tan.pk):
        assert [each.member.name for each in own_posts(tan, MAY)] == ["谭大山"]
        assert own_days(tan).count() == UnionDay.objects.count() == 1
    with on_behalf_of(make_person("向小溪").pk):
        assert UnionDay.objects.count() == 0
    with on_behalf_of(officer.pk) as scope:
        scope.reaches([post.organisation.path])
        assert UnionDay.objects.count() == 1


def test_the_list_of_a_month_is_one_question_and_narrows(
    town: Organisation, officer: Person, post: StaffPost
) -> None:
    given = Particulars("part_time", "委员", date(2022, 1, 1))
    others = [take_post(town, f"委员{n}", given, by=officer) for n in range(4)]
    for day in (6, 7, 8, 9):
        note_day(others[0], may(day), WHOLE, "开委员会", by=officer, at=AT)
    note_day(others[1], may(6), WHOLE, "开委员会", by=officer, at=AT)
    found = {
        show: used_by_post(officer, Search(town, MAY, show)).count() for show in ("", "used", "over", "short")
    }
    assert found == {"": 5, "used": 2, "over": 1, "short": 4}
    with CaptureQueriesContext(connection) as asked:
        assert {vars(row)["halves"] for row in used_by_post(officer, Search(town, MAY))} == {0, 2, 8}
    assert len(asked) == 2  # the posts of who asks, and the list


def test_an_officer_notes_a_day_on_the_phone_and_takes_it_back(
    client: Client, post: StaffPost, tan: Person
) -> None:
    sign_in(client, tan)
    today = timezone.localdate()
    assert "工会工作日" in text_of(client.get("/people/me"))
    said = {"day": str(today), "halves": "1", "what": "走访职工"}
    assert client.post("/staffing/days", said)["Location"] == f"/staffing/days?month={today:%Y-%m}"
    page = text_of(client.get("/staffing/days"))
    assert "0.5 / 3 天" in page
    assert "工会法第四十一条" in page
    used = UnionDay.objects.get()
    client.post(f"/staffing/days/{used.public_id}/withdrawal")
    assert "0 / 3 天" in text_of(client.get("/staffing/days"))
    sign_in(client, make_person("向小溪"))
    assert "工会工作日" not in text_of(client.get("/people/me"))
    assert client.post(f"/staffing/days/{used.public_id}/withdrawal").status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        {"day": "20240506"},
        {"day": "9999-12-31"},
        {"halves": "3"},
        {"halves": "9" * 40},
        {"what": ""},
        {"what": " \t "},
        {"what": "会" * 101},
        {"what": None},
    ],
)
def test_a_hostile_day_is_told_why(
    client: Client, post: StaffPost, tan: Person, said: dict[str, str | None]
) -> None:
    sign_in(client, tan)
    form = {"day": str(timezone.localdate()), "halves": "2", "what": "开委员会", **said}
    given = {name: value for name, value in form.items() if value is not None}
    assert client.post("/staffing/days?month=0000-99", given).status_code == 422
    assert UnionDay.objects.count() == 0


def test_the_desk_sees_the_month_and_takes_it_out(
    client: Client, officer: Person, post: StaffPost, tan: Person
) -> None:
    for day in (6, 7, 8, 9):
        note_day(post, may(day), WHOLE, "开委员会", by=tan, at=AT)
    sign_in(client, officer)
    assert "4 / 3 天" in text_of(client.get("/desk/staffing/days?month=2024-05&show=over"))
    assert "没有符合条件的兼职干部" in text_of(client.get("/desk/staffing/days?month=2024-04&show=used"))
    sheet = client.get("/desk/staffing/days.xlsx?month=2024-05")
    rows = read_table(BytesIO(b"".join(sheet.streaming_content)))  # type: ignore[attr-defined]
    assert [row[5] for row in rows[1:]] == ["1"] * 4
    assert Disclosed.objects.get(person=tan).disclosure.by == officer
    own = f"/desk/staffing/p/{post.public_id}/days"
    assert "超出的部分，要事先征得单位同意。" in text_of(client.get(f"{own}?month=2024-05"))
    today = str(timezone.localdate())
    assert client.post(own, {"day": today, "halves": "2", "what": "培训"}).status_code == 302
    used = UnionDay.objects.latest("pk")
    assert client.post(f"/desk/staffing/days/{used.public_id}/withdrawal").status_code == 302
    sign_in(client, make_officer(make_union("外县总工会")))
    assert client.get(own).status_code == 404
    assert "谭大山" not in text_of(client.get("/desk/staffing/days?month=2024-05"))


@pytest.mark.parametrize(
    "query", ["month=9999-99", "month=%FF", "show=king", "q=" + "王" * 900, "after=%FF", "month=0000-01"]
)
def test_a_hostile_month_never_breaks_a_page(
    client: Client, officer: Person, post: StaffPost, query: str
) -> None:
    sign_in(client, officer)
    for door in ("days", "days.xlsx", f"p/{post.public_id}/days"):
        assert client.get(f"/desk/staffing/{door}?{query}").status_code == 200


def test_days_go_with_the_person_and_with_their_time(post: StaffPost, tan: Person) -> None:
    note_day(post, may(6), WHOLE, "开委员会", by=tan, at=AT)
    assert purge(start_of(date(2027, 5, 1)))["staffing.UnionDay"] == 0
    assert purge(start_of(date(2027, 6, 1)))["staffing.UnionDay"] == 1
    note_day(post, may(6), WHOLE, "开委员会", by=tan, at=AT)
    erase([tan.pk])
    assert not UnionDay.objects.exists()


def test_a_chair_of_chongqing_uses_a_third_of_the_working_days(
    client: Client, officer: Person, post: StaffPost, tan: Person
) -> None:
    """23 weekdays in May 2024: eight days to the half, paid and owed. A deputy stays with the members."""
    for day in (6, 7, 8, 9):
        note_day(post, may(day), WHOLE, "开委员会", by=tan, at=AT)
    sign_in(client, officer)
    shown = {}
    for title in ("委员", "副主席", "兼职主席"):
        StaffPost.objects.filter(pk=post.pk).update(title=title)
        post.refresh_from_db()
        (sheet,) = sheets([post], MAY)
        pages = [client.get(f"/desk/staffing/days?month=2024-05&show={show}") for show in ("over", "short")]
        found = [tan.name in page.content.decode() for page in pages]
        shown[title] = (sheet.allowed.most, sheet.allowed.least, sheet.is_over, sheet.is_short, found)
    assert shown["委员"] == shown["副主席"] == (3, 2, True, False, [True, False])
    assert shown["兼职主席"] == (8, 8, False, True, [False, True])
    page = text_of(client.get(f"/desk/staffing/p/{post.public_id}/days?month=2024-05"))
    assert "4 / 8 天" in page
    assert "重庆市工会条例第十八条" in page
    assert "不少于工作日的 1/3" in text_of(client.get(f"/desk/staffing/p/{post.public_id}"))
