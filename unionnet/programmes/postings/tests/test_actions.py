# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.makers import make_deputy, make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import at
from unionnet.directory.reach.models import Notice
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.postings.actions import (
    Note,
    Trouble,
    change_posting,
    close_problem,
    judge,
    raise_problem,
    send_out,
    write_entry,
)
from unionnet.programmes.postings.facts import SentOut
from unionnet.programmes.postings.listeners import tell_those_sent
from unionnet.programmes.postings.models import DiaryEntry, Opinion, Posting, ProblemItem
from unionnet.programmes.postings.queries import officers_named, postings_seen_by, report_of, summary

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2024, 3, 4), date(2024, 3, 29)
NOON = at("2024-03-06 12:00")
LAMP = Trouble("村道路灯三盏不亮", "镇总工会", date(2024, 3, 20))


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def village(county: Organisation) -> Organisation:
    return make_union("吉仙村联合工会", county, kind="village_joint_union")


@pytest.fixture
def officer(county: Organisation) -> Person:
    return make_officer(county)


@pytest.fixture
def sent(county: Organisation) -> Person:
    return make_officer(county, name="谭大山")


@pytest.fixture
def posting(sent: Person, village: Organisation, county: Organisation, officer: Person) -> Posting:
    return send_out([sent], village, "摸清需求", (FIRST, LAST), sent_by=county, by=officer)


def note(text: str = "走访六户，收集需求", day: date = date(2024, 3, 6), key: str = "k1") -> Note:
    return Note(day, text, key)


def refused(verb: object) -> str:
    with pytest.raises(Refusal) as no:
        verb()  # type: ignore[operator]
    return no.value.code


def test_the_form_sent_twice_is_one_entry_and_one_problem(posting: Posting, sent: Person) -> None:
    entry = write_entry(posting, note(), LAMP, by=sent, at=NOON)
    assert write_entry(posting, note("另一句话也不算"), LAMP, by=sent, at=NOON) == entry
    write_entry(posting, note(key="k2"), LAMP, by=sent, at=NOON)  # the same open problem is that one
    assert (DiaryEntry.objects.count(), ProblemItem.objects.count()) == (2, 1)
    assert ProblemItem.objects.get().entry == entry


def test_only_those_who_were_sent_write_and_only_of_days_that_were(
    posting: Posting, sent: Person, officer: Person
) -> None:
    assert refused(lambda: write_entry(posting, note(), by=officer, at=NOON)) == "not_sent"
    for day in (date(2024, 3, 3), date(2024, 3, 7), date(2024, 3, 30)):
        assert refused(lambda day=day: write_entry(posting, note(day=day), by=sent, at=NOON)) == "other_day"
    assert refused(lambda: write_entry(posting, note(" 好 "), by=sent, at=NOON)) == "no_words"
    write_entry(posting, note(day=FIRST), by=sent, at=at("2024-06-01 12:00"))  # a day that was missed


def test_a_problem_says_what_whose_and_until_when(posting: Posting, sent: Person) -> None:
    for trouble, code in [
        (Trouble("灯", "镇", LAST), "no_words"),
        (Trouble("路灯不亮", " ", LAST), "nobodys"),
        (Trouble("路灯不亮", "镇", date(2024, 3, 5)), "due_before"),
    ]:
        assert refused(lambda t=trouble: write_entry(posting, note(), t, by=sent, at=NOON)) == code
    assert DiaryEntry.objects.count() == 0  # nothing is kept by halves


def test_a_problem_is_closed_once_and_with_a_result(
    posting: Posting, sent: Person, village: Organisation
) -> None:
    problem = raise_problem(posting, LAMP, by=sent)
    assert refused(lambda: close_problem(problem, "好了", by=sent)) == "no_result"
    stranger = make_officer(make_union("别处"))
    assert refused(lambda: close_problem(problem, "换了灯泡", by=stranger)) == "elsewhere"
    assert close_problem(problem, "换了三盏灯", by=make_officer(village), at=NOON).closed_at == NOON
    close_problem(problem, "另一种说法", by=sent)
    problem.refresh_from_db()
    assert problem.result == "换了三盏灯"
    assert Entry.objects.filter(fact="postings.problem_closed").count() == 1
    raise_problem(posting, LAMP, by=sent)  # it may come back
    assert ProblemItem.objects.count() == 2


def test_the_union_that_was_visited_judges_and_nobody_else(
    posting: Posting, sent: Person, village: Organisation, officer: Person
) -> None:
    chair = make_officer(village, name="向主席")
    judge(posting, "before", 3, by=make_deputy(chair, ["postings.see"]), at=NOON)
    keeper = make_officer(village, role="station_keeper")
    for person, code in ((sent, "not_visited"), (officer, "not_visited"), (keeper, "not_visited")):
        assert refused(lambda p=person: judge(posting, "before", 5, by=p, at=NOON)) == code
    assert refused(lambda: judge(posting, "after", 5, by=chair, at=NOON)) == "not_over"
    judge(posting, "after", 4, "灯亮了", by=chair, at=at("2024-03-29 12:00"))
    judge(posting, "after", 5, "灯亮了", by=chair, at=at("2024-04-02 12:00"))
    assert refused(lambda: judge(posting, "before", 1, by=chair, at=at("2024-03-30 12:00"))) == "over"
    report = report_of(posting, date(2024, 4, 2))
    assert (report.before.average, report.after.average, report.words) == (3, 5, ["灯亮了"])
    assert Opinion.objects.count() == 2


def test_an_officer_of_elsewhere_neither_sends_nor_sees(
    posting: Posting, sent: Person, village: Organisation, county: Organisation
) -> None:
    stranger = make_officer(make_union("别处"))
    days = (FIRST, LAST)
    assert refused(lambda: send_out([sent], village, "x", days, sent_by=county, by=stranger)) == "elsewhere"
    assert refused(lambda: change_posting(posting, LAST, by=stranger)) == "elsewhere"
    assert not postings_seen_by(stranger).exists()
    assert officers_named(stranger, "谭大山") == []
    assert [postings_seen_by(each).count() for each in (sent, make_officer(village))] == [1, 1]


def test_a_posting_has_days_that_can_be(sent: Person, village: Organisation, officer: Person) -> None:
    for days, people, code in [
        ((LAST, FIRST), [sent], "dates_crossed"),
        ((FIRST, date(2027, 4, 1)), [sent], "too_long"),
        ((FIRST, LAST), [], "nobody_sent"),
    ]:
        verb = lambda d=days, p=people: send_out(p, village, "x", d, sent_by=village, by=officer)  # noqa: E731
        assert refused(verb) == code


def test_those_who_are_sent_hear_of_it_once(posting: Posting, sent: Person) -> None:
    for _again in range(2):
        tell_those_sent(SentOut(posting.pk, posting.organisation_id))
    assert list(Notice.objects.values_list("person", "url")) == [(sent.pk, f"/postings/{posting.public_id}")]


def test_the_summary_and_the_report_ask_as_much_of_much_as_of_little(
    posting: Posting, sent: Person, officer: Person
) -> None:
    for number in range(25):
        trouble = Trouble(f"第{number}件事要办", "镇", date(2024, 3, 10))
        write_entry(posting, note(key=str(number)), trouble, by=sent, at=NOON)
    for problem in ProblemItem.objects.all()[:21]:
        close_problem(problem, "已经办好", by=sent, at=NOON)
    with CaptureQueriesContext(connection) as asked:
        report = report_of(posting, date(2024, 3, 11))
    assert (report.closed, report.open, report.late, report.entry_count) == (21, 4, 4, 25)
    assert len(asked) == 5
    with CaptureQueriesContext(connection) as asked:
        found = summary(officer, date(2024, 3, 11))
    assert (found.running, found.found, found.closed, found.late) == (1, 25, 21, 4)
    assert len(asked) <= 6
