# SPDX-License-Identifier: Apache-2.0
"""Posts end with their union."""

from datetime import date, timedelta

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.actions import dissolve_organisation
from unionnet.directory.organisations.facts import OrganisationDissolved
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import ask_posts, countersign, end_posts_with
from unionnet.directory.people.countersigning import Change
from unionnet.directory.people.facts import PostsEndedWithUnion
from unionnet.directory.people.listeners import end_the_posts
from unionnet.directory.people.models import Person, Role
from unionnet.directory.reach.ending_news import tell_whose_post_ended
from unionnet.directory.reach.models import Notice
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.tags.words import day

pytestmark = pytest.mark.django_db
LAST = date(2026, 3, 2)


@pytest.fixture
def town() -> Organisation:
    return make_union("江口镇总工会")


@pytest.fixture
def village(town: Organisation) -> Organisation:
    return make_union("甲会", town)


def ended(union: Organisation, last: date = LAST) -> Organisation:
    Organisation.objects.filter(pk=union.pk).update(until=last)
    return union


def post(person: Person, union: Organisation, since: date, until: date | None = None, **more: object) -> Role:
    return Role.objects.create(
        person=person, organisation=union, name="officer", since=since, until=until, **more
    )


def test_posts_end_with_the_last_day_of_their_union_and_stay_on_record(
    town: Organisation, village: Organisation
) -> None:
    holder, elsewhere = make_person("甲干部"), make_officer(town, name="镇干部")
    open_post = post(holder, village, date(2024, 1, 1))
    long_over = post(holder, village, date(2020, 1, 1), date(2023, 12, 31))
    term = post(make_person("乙干部"), village, date(2024, 1, 1), date(2029, 1, 1))
    lent = post(
        make_person("代办"),
        village,
        date(2026, 3, 1),
        date(2026, 3, 9),
        lent_by=open_post,
        verbs=["people.see"],
    )
    later = post(make_person("后任"), village, date(2026, 4, 1))
    post(
        make_person("代后任"),
        village,
        date(2026, 4, 1),
        date(2026, 4, 2),
        lent_by=later,
        verbs=["people.see"],
    )
    end_the_posts(OrganisationDissolved(ended(village).pk, "2026-03-02"))
    assert list(Role.objects.filter(organisation=village).order_by("id").values_list("pk", "until")) == [
        (open_post.pk, LAST), (long_over.pk, date(2023, 12, 31)), (term.pk, LAST), (lent.pk, LAST),
    ]  # fmt: skip
    assert elsewhere.may("people.see", town.path)
    assert not holder.may("people.see")
    fact = Entry.objects.get(fact="people.posts_ended_with_union").data
    assert fact["role_ids"] == [open_post.pk, term.pk, lent.pk]
    assert end_posts_with(village) == []
    assert Entry.objects.filter(fact="people.posts_ended_with_union").count() == 1


def test_a_union_that_stands_keeps_its_posts(village: Organisation) -> None:
    held = post(make_person("甲干部"), village, date(2024, 1, 1))
    assert end_posts_with(village) == []
    held.refresh_from_db()
    assert held.until is None


def test_each_officer_hears_of_it_once(town: Organisation, village: Organisation) -> None:
    make_officer(town, name="镇干部")
    holder, gone = make_person("甲干部"), make_person("早已离任")
    roles = [post(holder, village, date(2024, 1, 1)).pk, post(holder, village, date(2025, 1, 1)).pk]
    post(gone, village, date(2020, 1, 1), date(2023, 12, 31))
    ended(village, date(2020, 3, 2))
    for _heard in range(2):
        tell_whose_post_ended(PostsEndedWithUnion(village.pk, roles))
    told = Notice.objects.get(person=holder).body
    assert told.startswith(f"甲会已撤销或合并，您在该会的职务到 {day(date(2020, 3, 2))} 为止")
    assert told.endswith("未办完的事请与江口镇总工会 镇干部交接。")
    assert not Notice.objects.filter(person=gone).exists()


def test_nobody_is_given_a_post_at_a_union_that_ended(town: Organisation, village: Organisation) -> None:
    one, two = (make_officer(town, role="security_admin", name=name) for name in ("安全甲", "安全乙"))
    new, today = make_person("新人", union=village), local_date(database_now())
    change = Change(new, village, Role.Name.OFFICER, since=today)
    asked = ask_posts(village, [change], "换届任命", by=one)
    dissolve_organisation(village, today - timedelta(days=1), by=make_officer(town))
    with pytest.raises(Refusal) as no:
        countersign(asked, by=two)
    assert no.value.code == "no_such_union"
    village.refresh_from_db()
    with pytest.raises(Refusal) as no:
        ask_posts(village, [Change(new, village, Role.Name.OFFICER, "", today)], "再次任命", by=one)
    assert no.value.code == "no_such_union"
