# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.facts import OrganisationDissolved
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.staffing.actions import (
    Particulars,
    change_post,
    end_post,
    import_posts,
    take_post,
)
from unionnet.programmes.staffing.listeners import end_the_posts
from unionnet.programmes.staffing.models import StaffMember, StaffPost
from unionnet.programmes.staffing.queries import Wanted, counted, listed, matched, overview
from unionnet.programmes.staffing.reading import Reading, read

pytestmark = pytest.mark.django_db
DAY = date(2024, 4, 30)
CHAIR = Particulars("full_time", "主席", date(2022, 1, 1))
HEAD = ["姓名", "人员编号", "工会", "配备类型", "职务", "任职起", "任期届满或离任", "工资由谁发"]


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def town(county: Organisation) -> Organisation:
    return make_union("龙角镇总工会", county)


@pytest.fixture
def officer(county: Organisation) -> Person:
    return make_officer(county)


def reading(officer: Person, union: Organisation, *rows: list[str]) -> Reading:
    return matched(
        officer, read([HEAD, *rows], [union, *Organisation.objects.exclude(pk=union.pk)], union=union)
    )


def test_somebody_with_two_posts_is_one_person(
    county: Organisation, town: Organisation, officer: Person
) -> None:
    take_post(town, "谭大山", CHAIR, by=officer, number="7")
    take_post(county, "谭大山", Particulars("bargaining_adviser", "指导员", DAY), by=officer, number="7")
    take_post(town, "谭大山", CHAIR, by=officer, number="8")
    rows = listed(officer, Wanted(county, DAY))
    assert counted(rows) == (2, 3)
    assert counted(listed(officer, Wanted(county, DAY, kind="counted"))) == (2, 2)


def test_the_same_form_twice_is_one_post(town: Organisation, officer: Person) -> None:
    first = take_post(town, "谭大山", CHAIR, by=officer)
    assert take_post(town, "谭大山", CHAIR, by=officer) == first
    assert StaffMember.objects.count() == StaffPost.objects.count() == 1
    assert Entry.objects.filter(fact="staffing.post_taken").count() == 1


def test_a_member_card_binds_the_posts_of_one_human_being(
    county: Organisation, town: Organisation, officer: Person
) -> None:
    tan = make_person("谭大山", union=town)
    take_post(town, "谭大山", CHAIR, by=officer, person=tan)
    take_post(county, "谭大山", CHAIR, by=officer, person=tan)
    assert StaffMember.objects.get().person == tan
    with pytest.raises(Refusal, match="另一个姓名"):
        take_post(town, "别人", CHAIR, by=officer, person=tan)


def test_an_officer_of_elsewhere_writes_nothing(town: Organisation) -> None:
    stranger = make_officer(make_union("别处"))
    post = take_post(town, "谭大山", CHAIR, by=make_officer(town))
    for verb in (
        lambda: take_post(town, "谭大山", CHAIR, by=stranger),
        lambda: change_post(post, CHAIR, by=stranger),
        lambda: end_post(post, DAY, by=stranger),
        lambda: import_posts(
            town, reading(stranger, town, ["甲", "", "", "专职", "", "2024-01-01"]), by=stranger
        ),
    ):
        with pytest.raises(Refusal) as refused:
            verb()
        assert refused.value.code == "elsewhere"
    assert StaffPost.objects.count() == 1


def test_a_post_that_ended_counts_on_its_last_day_and_not_after(town: Organisation, officer: Person) -> None:
    post = take_post(town, "谭大山", CHAIR, by=officer)
    end_post(post, date(2024, 4, 29), by=officer)
    end_post(post, DAY, by=officer)
    assert counted(listed(officer, Wanted(town, date(2024, 4, 29)))) == (1, 1)
    assert counted(listed(officer, Wanted(town, DAY))) == (0, 0)


def test_a_file_is_read_kept_and_the_same_again_changes_nothing(
    county: Organisation, town: Organisation, officer: Person
) -> None:
    rows = [
        ["谭大山", "1", "龙角镇总工会", "专职", "主席", "2022-01-01", "", "财政"],
        ["谭大山", "1", "", "集体协商指导员", "", "2023/5/1", "", ""],
        ["向小溪", "", "龙角镇总工会", "兼职", "委员", "2022.1.1", "", "所在单位"],
        ["", "", "", "专职", "", "2022-01-01", "", ""],
        ["冉启明", "", "没有的工会", "全职", "", "2022-13-01", "", "自己"],
        ["向小溪", "", "龙角镇总工会", "兼职", "委员", "2022-01-01", "", ""],
    ]
    run = reading(officer, county, *rows)
    assert (len(run.new), len(run.known), len(run.wrong)) == (3, 0, 3)
    assert [len(line.errors) for line in run.lines] == [0, 0, 0, 1, 4, 1]
    import_posts(county, run, by=officer)
    assert (StaffMember.objects.count(), StaffPost.objects.count()) == (2, 3)
    again = reading(officer, county, *rows)
    assert (len(again.new), len(again.known)) == (0, 3)
    import_posts(county, again, by=officer)
    assert (StaffMember.objects.count(), StaffPost.objects.count()) == (2, 3)


def test_a_thousand_rows_are_kept_in_a_handful_of_statements(county: Organisation, officer: Person) -> None:
    rows = [
        [f"干部{number}", str(number), "", "兼职", "委员", "2022-01-01", "", ""] for number in range(1000)
    ]
    with CaptureQueriesContext(connection) as asked:
        import_posts(county, reading(officer, county, *rows), by=officer)
    assert StaffPost.objects.count() == 1000
    assert len(asked) < 25


def test_the_overview_asks_as_much_of_one_union_as_of_many(
    county: Organisation, town: Organisation, officer: Person
) -> None:
    for number in range(30):
        take_post(make_union(f"镇{number}总工会", county), f"干部{number}", CHAIR, by=officer)
    with CaptureQueriesContext(connection) as asked:
        found = overview(officer, county, DAY)
    assert (found.persons, found.small.unions, found.small.bare) == (30, 31, 1)
    assert len(asked) <= 20


def test_posts_end_with_their_union(county: Organisation, town: Organisation, officer: Person) -> None:
    past = Particulars("part_time", "委员", date(2020, 1, 1), until=date(2022, 1, 1))
    later = Particulars("part_time", "委员", date(2026, 4, 1))
    posts = [
        take_post(town, name, given, by=officer)
        for name, given in (("谭大山", CHAIR), ("向小溪", past), ("向大成", later))
    ]
    other = take_post(county, "谭二山", CHAIR, by=officer)
    fact = OrganisationDissolved(town.pk, "2026-03-02")
    end_the_posts(fact)
    assert not StaffPost.objects.filter(pk=posts[0].pk, until__isnull=False).exists()
    Organisation.objects.filter(pk=town.pk).update(until=date(2026, 3, 2))
    for _heard in range(2):
        end_the_posts(fact)
    found = dict(StaffPost.objects.values_list("pk", "until"))
    assert [found[post.pk] for post in posts] == [date(2026, 3, 2), date(2022, 1, 1), date(2026, 4, 1)]
    assert found[other.pk] is None
    assert Entry.objects.get(fact="staffing.posts_ended_with_union").data["posts"] == 2
