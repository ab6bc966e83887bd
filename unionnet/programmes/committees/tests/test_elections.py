# SPDX-License-Identifier: Apache-2.0
"""A re-election from its plan to the new term."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from docx import Document
from pytest_django import Settings

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person, Role
from unionnet.directory.reach.models import Notice
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.sweeps import load
from unionnet.foundation.ui.excel import workbook_bytes
from unionnet.programmes.committees.actions import (
    ElectionPlan,
    Turnout,
    abandon,
    ask_permission,
    change_plan,
    count_votes,
    drop_candidate,
    give_posts,
    hand_over,
    nominate,
    prepare_election,
    reopen,
    report,
)
from unionnet.programmes.committees.listeners import ask_no_more, note_that_it_came_back, put_right
from unionnet.programmes.committees.models import Body, Candidate, Checkup, Committee, Election, Seat
from unionnet.programmes.committees.naming import read_names
from unionnet.programmes.committees.tests.makers import (
    MONDAY,
    TODAY,
    answer,
    go_up,
    make_committee,
    make_town,
    make_village,
)
from unionnet.tools.submissions.actions import (
    Decision,
    attach,
    decide,
    give_back,
    send,
    set_letterhead,
    withdraw,
)
from unionnet.tools.submissions.facts import SubmissionRefused, SubmissionReturned, SubmissionWithdrawn
from unionnet.tools.submissions.models import Submission

pytestmark = pytest.mark.django_db
FOUR = "冉启明 主席\n秦素芬\n谭明远\n何秀兰"
HELD = date(2026, 2, 26)
SEATS = {Body.UNION_COMMITTEE: 3, Body.FUND_AUDIT_COMMITTEE: 3}


@pytest.fixture
def town() -> tuple[Organisation, Person]:
    return make_town()


@pytest.fixture
def officer(town: tuple[Organisation, Person]) -> Person:
    return town[1]


@pytest.fixture
def above(town: tuple[Organisation, Person]) -> Person:
    """A second officer of the town: nobody answers what they sent themselves."""
    return make_officer(town[0], name="谭部长")


@pytest.fixture
def village(town: tuple[Organisation, Person]) -> Organisation:
    return make_village(town[0])


@pytest.fixture
def old(village: Organisation, officer: Person) -> Committee:
    return make_committee(village, officer)


def plan(**given: Any) -> ElectionPlan:
    said: dict[str, Any] = {"members": 60, "women": 9, "meeting": "members_meeting", "should_attend": 60}
    return ElectionPlan(**{**said, "years": 3, "seats": SEATS, **given})


def prepared(village: Organisation, officer: Person, **given: Any) -> Election:
    return prepare_election(village, plan(**given), by=officer, at=MONDAY)


def nominated(village: Organisation, officer: Person) -> Election:
    election = prepared(village, officer)
    races = {race.body: race for race in election.races.all()}
    nominate(races[Body.UNION_COMMITTEE], read_names(FOUR), cleared=True, by=officer)
    audit = read_names("甲 主任\n乙\n丙\n丁")
    nominate(races[Body.FUND_AUDIT_COMMITTEE], audit, cleared=True, by=officer)
    return election


def count(election: Election, officer: Person, *votes: int, attended: int = 60, **again: int) -> Election:
    """Votes of the union committee in the order of nomination; the auditors have 50, 49, 48, 20."""
    rows = (
        Candidate.objects.filter(race__election=election).order_by("race_id", "pk").select_related("person")
    )
    said = [*votes, 50, 49, 48, 20]
    given = {row.pk: (vote, again.get(row.name)) for row, vote in zip(rows, said, strict=True)}
    turnout = {race.pk: Turnout(60, attended) for race in election.races.all()}
    return count_votes(election, HELD, turnout, given, by=officer, at=MONDAY)


def counted(village: Organisation, officer: Person) -> Election:
    return count(nominated(village, officer), officer, 58, 50, 40, 20)


def reported(election: Election, officer: Person) -> Election:
    go_up(report(election, by=officer), officer)
    return Election.objects.get(pk=election.pk)


def approved(election: Election, officer: Person, above: Person) -> Election:
    answer(reported(election, officer).submission, above)
    return Election.objects.get(pk=election.pk)


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda no: no.code == code)


def test_a_term_is_renewed_to_the_end(
    village: Organisation, officer: Person, above: Person, old: Committee
) -> None:
    election = approved(counted(village, officer), officer, above)
    old.refresh_from_db()
    assert old.ended_on == HELD
    assert set(old.seats.values_list("until", "leaving")) == {(HELD, "term_ended")}
    new = Committee.objects.get(organisation=village, body=Body.UNION_COMMITTEE, ended_on=None)
    assert (new.session, new.size, new.since, new.until) == (2, 3, HELD, date(2029, 2, 26))
    assert (new.basis, new.election_id) == ("双工〔2026〕1号", election.pk)
    assert list(new.seats.order_by("pk").values_list("name", "post")) == [
        ("冉启明", "chair"),
        ("秦素芬", "member"),
        ("谭明远", "member"),
    ]
    assert Committee.objects.get(body=Body.FUND_AUDIT_COMMITTEE).seats.count() == 3
    line = Checkup.objects.get(pk=village.pk)
    assert (line.until, line.is_renewing, line.lacks_fund_audit) == (date(2029, 2, 26), False, False)
    begun = Entry.objects.get(fact="committees.term_begun")
    assert begun.data == {
        "election_id": election.pk,
        "organisation_id": village.pk,
        "basis": "双工〔2026〕1号",
    }
    assert "冉启明" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_a_union_has_one_open_election(village: Organisation, officer: Person, old: Committee) -> None:
    first = prepared(village, officer)
    assert prepared(village, officer) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Election.objects.create(
            organisation=village,
            session=3,
            years=3,
            members=9,
            women=0,
            meeting="members_meeting",
            should_attend=9,
        )
    abandon(first, by=officer)
    assert prepared(village, officer) != first


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"years": 4}, "wrong_years"),
        ({"members": 0, "women": 0}, "wrong_members"),
        ({"women": 61}, "wrong_members"),
        ({"seats": {Body.UNION_COMMITTEE: 4}}, "even_size"),
        ({"seats": {Body.UNION_COMMITTEE: 7}}, "wrong_size"),
        ({"seats": {Body.FUND_AUDIT_COMMITTEE: 3}}, "no_committee"),
        ({"seats": {**SEATS, Body.FUND_AUDIT_COMMITTEE: 12}}, "wrong_size"),
        ({"should_attend": 59}, "all_members"),
        ({"meeting": "members_congress", "should_attend": 30}, "general_meeting"),
    ],
)
def test_a_plan_keeps_to_the_rules(
    village: Organisation, officer: Person, given: dict[str, Any], code: str
) -> None:
    with refused(code):
        prepared(village, officer, **given)
    assert not Election.objects.exists()
    election = prepared(village, officer)
    with refused(code):
        change_plan(election, plan(**given), by=officer)


def test_a_plan_may_change_until_the_votes_are_in(village: Organisation, officer: Person) -> None:
    election = nominated(village, officer)
    change_plan(election, plan(seats={Body.UNION_COMMITTEE: 5}), by=officer)
    assert list(election.races.values_list("body", "seats")) == [("union_committee", 5)]
    assert Candidate.objects.count() == 4


def test_an_early_re_election_needs_permission(
    village: Organisation, officer: Person, above: Person, old: Committee
) -> None:
    Committee.objects.filter(pk=old.pk).update(until=TODAY + timedelta(days=91))
    with refused("too_early"):
        prepared(village, officer)
    asked = ask_permission(old, "early", "与村两委换届同步", by=officer)
    with refused("too_early"):
        prepared(village, officer)
    go_up(asked.submission, officer)
    with refused("too_early"):
        prepared(village, officer)
    answer(asked.submission, above)
    assert prepared(village, officer).session == 2


def test_ninety_days_before_the_end_is_in_time(
    village: Organisation, officer: Person, old: Committee
) -> None:
    Committee.objects.filter(pk=old.pk).update(until=TODAY + timedelta(days=90))
    assert prepared(village, officer).state == "preparing"


def test_candidates_are_checked(village: Organisation, officer: Person) -> None:
    election = nominated(village, officer)
    main, audit = election.races.order_by("id")
    with refused("near_relatives"):
        nominate(main, read_names("戊"), cleared=False, by=officer)
    with refused("excluded"):
        nominate(audit, read_names("戊"), cleared=False, by=officer)
    with refused("chair_audits"):
        nominate(audit, read_names("冉启明"), cleared=True, by=officer)
    with refused("stands_already"):
        nominate(main, read_names("秦素芬"), cleared=True, by=officer)
    assert Candidate.objects.count() == 8
    nominate(audit, read_names("秦素芬"), cleared=True, by=officer)
    with refused("chair_audits"):
        nominate(main, read_names("丁 主席"), cleared=True, by=officer)
    drop_candidate(Candidate.objects.get(race=audit, name="秦素芬"), by=officer)
    assert Candidate.objects.count() == 8


def test_there_must_be_a_choice(village: Organisation, officer: Person) -> None:
    election = nominated(village, officer)
    drop_candidate(Candidate.objects.get(name="何秀兰"), by=officer)
    with refused("too_few_candidates") as no:
        count(election, officer, 58, 50, 40)
    assert no.value.rule
    assert Election.objects.get().state == "preparing"


@pytest.mark.parametrize(
    ("votes", "attended", "code"),
    [((58, 50, 40, 20), 39, "too_many_votes"), ((61, 0, 0, 0), 60, "too_many_votes")],
)
def test_votes_that_cannot_be_are_refused(
    village: Organisation, officer: Person, votes: tuple[int, ...], attended: int, code: str
) -> None:
    election = nominated(village, officer)
    with refused(code):
        count(election, officer, *votes, attended=attended)
    assert Election.objects.get().state == "preparing"


def test_an_election_without_a_quorum_is_held_again(village: Organisation, officer: Person) -> None:
    election = nominated(village, officer)
    rows = Candidate.objects.filter(race__election=election)
    turnout = {race.pk: Turnout(60, 39) for race in election.races.all()}
    count_votes(election, HELD, turnout, {row.pk: (25, None) for row in rows}, by=officer, at=MONDAY)
    with refused("no_quorum"):
        report(election, by=officer)
    assert reopen(election, by=officer).state == "preparing"


def test_a_tie_is_voted_on_again_before_it_is_reported(village: Organisation, officer: Person) -> None:
    election = count(nominated(village, officer), officer, 58, 50, 36, 36)
    with refused("tied"):
        report(election, by=officer)
    count(election, officer, 58, 50, 36, 36, 谭明远=20, 何秀兰=31)
    assert reported(election, officer).state == "submitted"


def test_seats_that_votes_left_empty_stay_empty(
    village: Organisation, officer: Person, above: Person, old: Committee
) -> None:
    approved(count(nominated(village, officer), officer, 58, 50, 30, 30), officer, above)
    new = Committee.objects.get(organisation=village, body=Body.UNION_COMMITTEE, ended_on=None)
    assert (new.size, new.seats.count()) == (3, 2)


def test_the_chair_is_one_of_the_elected(village: Organisation, officer: Person) -> None:
    election = count(nominated(village, officer), officer, 20, 58, 50, 40)
    with refused("no_chair"):
        report(election, by=officer)
    rows = {row.name: row.pk for row in Candidate.objects.all()}
    with refused("two_chairs"):
        give_posts(election, {rows["秦素芬"]: "chair", rows["谭明远"]: "chair"}, by=officer)
    give_posts(election, {rows["冉启明"]: "member", rows["秦素芬"]: "chair"}, by=officer)
    assert reported(election, officer).state == "submitted"


def test_a_letter_follows_the_figures_and_the_election_the_letter(
    village: Organisation, officer: Person, above: Person, old: Committee
) -> None:
    election = counted(village, officer)
    first = report(election, by=officer)
    assert report(election, by=officer) == first
    count(election, officer, 58, 50, 41, 20)
    first.refresh_from_db()
    assert (first.state, Election.objects.get().submission) == ("withdrawn", None)
    sent = go_up(report(election, by=officer), officer)
    assert "谭明远 41 票" in sent.body
    for press in (lambda: reopen(election, by=officer), lambda: report(election, by=officer)):
        with refused("wrong_state"):
            press()
    back = give_back(sent, "请附会议签到表", by=above, at=MONDAY)
    note_that_it_came_back(SubmissionReturned(back.pk, back.kind.key, back.steps))
    assert Election.objects.get().state == "counted"
    go_up(report(election, by=officer), officer)
    done = answer(back, above, approve=False)
    put_right(SubmissionRefused(done.pk, done.kind.key, str(done.reply_number)))
    assert (Election.objects.get().state, Seat.objects.filter(until=None).count()) == ("counted", 3)
    assert approved(election, officer, above).basis == "双工〔2026〕2号"
    assert Committee.objects.filter(organisation=village, body=Body.UNION_COMMITTEE).count() == 2


def test_what_is_on_its_way_holds_the_figures(village: Organisation, officer: Person) -> None:
    """Between the sending and the moment it is heard of."""
    election = counted(village, officer)
    letter = report(election, by=officer)
    attach(letter, SimpleUploadedFile("a.pdf", b"%PDF-1.7"), key="ballots", by=officer)
    sent = send(letter, by=officer, at=MONDAY)
    with refused("asked_already"):
        count(election, officer, 58, 50, 41, 20)
    taken = withdraw(sent, "还要核对", by=officer, at=MONDAY)
    ask_no_more(SubmissionWithdrawn(taken.pk, taken.kind.key))
    assert report(election, by=officer) != taken


def test_only_officers_of_the_union_report_and_only_others_approve(
    village: Organisation, officer: Person, old: Committee
) -> None:
    election = counted(village, officer)
    with refused("elsewhere"):
        report(election, by=make_officer(make_union("别处")))
    sent = reported(election, officer).submission
    with refused("your_own"):
        answer(sent, officer)
    with refused("elsewhere"):
        set_letterhead(village.parent or village, "organisation", "双工", by=make_officer(village))


@pytest.mark.django_db(transaction=True)
def test_the_whole_way_through_the_journal(
    village: Organisation, officer: Person, above: Person, old: Committee
) -> None:
    load()
    letter = report(counted(village, officer), by=officer)
    attach(letter, SimpleUploadedFile("a.pdf", b"%PDF-1.7"), key="ballots", by=officer)
    send(letter, by=officer, at=MONDAY)
    deliver_everything()
    assert Election.objects.get().state == "submitted"
    assert Checkup.objects.get(pk=village.pk).waits_since == TODAY
    set_letterhead(letter.decider, letter.kind.series, "双工", by=above)
    decide(letter, Decision(approve=True, reply="同意。"), by=above, at=MONDAY)
    deliver_everything()
    assert Election.objects.get().state == "approved"
    headlines = set(Notice.objects.values_list("title", flat=True))
    assert {"收到请示：%(title)s", "已批复同意：%(title)s"} <= headlines


# --- the pages ---


@pytest.fixture
def at_desk(client: Client, officer: Person, settings: Settings) -> Client:
    settings.UNIONNET_SECOND_FACTOR = False
    return sign_in(client, officer)


def page_of(election: Election, what: str = "") -> str:
    return f"/desk/committees/elections/{election.public_id}/{what}"


PLAN = {"members": 60, "women": 9, "meeting": "members_meeting", "should_attend": 60, "years": 3}


def test_the_plan_begins_with_what_the_rules_demand(
    at_desk: Client, village: Organisation, old: Committee
) -> None:
    page = f"/desk/committees/unions/{village.public_id}/renew/"
    shown = at_desk.get(page).content.decode()
    assert "召开会员大会，全体会员参加" in shown
    assert "属于延期换届" in shown
    assert "《重庆市工会条例》第十条" in shown
    answer = at_desk.post(page, {**PLAN, "union_committee": 4})
    assert "单数" in answer.content.decode()
    assert "<cite" in answer.content.decode()
    assert list(answer.context["form"].errors) == ["union_committee"]
    fewer = at_desk.post(page, {**PLAN, "union_committee": 3, "should_attend": 52})
    assert list(fewer.context["form"].errors) == ["should_attend"]
    prepared = at_desk.post(page, {**PLAN, "union_committee": 3}, follow=True)
    assert "先补足候选人：工会委员会" in text_of(prepared)
    assert at_desk.get(page).status_code == 302


def test_votes_come_as_a_sheet(at_desk: Client, village: Organisation, officer: Person) -> None:
    election = nominated(village, officer)
    main, audit = election.races.order_by("id")
    sheet = at_desk.get(page_of(election, "votes.xlsx"))
    assert sheet.status_code == 200
    main_votes = zip(FOUR.replace(" 主席", "").split(), (58, 50, 40, 20), strict=True)
    rows = [["工会委员会", name, votes, ""] for name, votes in main_votes]
    rows += [["经费审查委员会", name, 40, ""] for name in "甲乙丙丁"]
    file = io.BytesIO(workbook_bytes(["机构", "姓名", "得票", "再次投票得票"], rows).read())
    file.name = "票.xlsx"
    given = {f"{word}-{race.pk}": 60 for word in ("should", "attended") for race in (main, audit)}
    answer = at_desk.post(page_of(election, "count/"), {**given, "held_on": "2026-02-26", "sheet": file})
    assert answer.status_code == 302
    assert list(main.candidates.values_list("votes", flat=True)) == [58, 50, 40, 20]
    page = text_of(at_desk.get(page_of(election)))
    assert "至少 31 票当选" in page
    assert "票数相等，须再次投票" in page


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", "机构,姓名,得票\n工会委员会,没有的人,3".encode()]
)
def test_a_sheet_that_cannot_be_read_is_explained(
    at_desk: Client, village: Organisation, officer: Person, content: bytes
) -> None:
    election = nominated(village, officer)
    file = io.BytesIO(content)
    file.name = "票.xlsx"
    given = {f"{word}-{race.pk}": 60 for word in ("should", "attended") for race in election.races.all()}
    answer = at_desk.post(page_of(election, "count/"), {**given, "held_on": "2026-02-26", "sheet": file})
    assert answer.status_code == 200
    assert Election.objects.get().state == "preparing"


def test_the_papers_say_what_was_decided(
    at_desk: Client, village: Organisation, officer: Person, above: Person, old: Committee
) -> None:
    election = counted(village, officer)
    answer = at_desk.post(page_of(election, "report/"))
    letter = Submission.objects.get()
    assert answer["Location"] == f"/desk/submissions/{letter.public_id}/"
    assert "本级" not in letter.body
    papers = f"/desk/submissions/{letter.public_id}/"
    asks = Document(io.BytesIO(at_desk.get(papers + "request.docx").content))
    words = "\n".join(line.text for line in asks.paragraphs)
    assert "关于青坪村联合工会第2届委员会选举结果的请示" in words
    assert "应到 60 人，实到 60 人" in words
    assert "何秀兰 20 票（未当选）" in words
    approved(election, officer, above)
    reply = Document(io.BytesIO(at_desk.get(papers + "reply.docx").content))
    assert "关于同意青坪村联合工会第2届委员会选举结果的批复" in [line.text for line in reply.paragraphs]
    assert "主席冉启明，委员秦素芬、谭明远" in letter.proposed_reply


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("state", ["preparing", "counted", "submitted", "approved"])
def test_each_step_has_its_page(
    at_desk: Client,
    village: Organisation,
    officer: Person,
    above: Person,
    old: Committee,
    state: str,
    language: str,
) -> None:
    election = nominated(village, officer)
    if state != "preparing":
        election = count(election, officer, 58, 50, 30, 20)
    if state == "submitted":
        reported(election, officer)
    if state == "approved":
        approved(election, officer, above)
    for page in ("", "plan/", "count/", "votes.xlsx"):
        answer = at_desk.get(page_of(election, page), headers={"accept-language": language})
        assert answer.status_code == 200, page
    assert Role.objects.filter(person=officer).count() == 1


def test_the_desk_changes_hands_by_those_who_grant_posts(
    client: Client, village: Organisation, officer: Person, above: Person, settings: Settings
) -> None:
    settings.UNIONNET_SECOND_FACTOR = False
    old = make_officer(village, name="老主席")
    new = make_person("冉启明", union=village)
    card = Membership.objects.get(person=new).card_no
    election = prepared(village, officer, seats={Body.UNION_COMMITTEE: 3})
    names = read_names(f"冉启明 {card} 主席\n秦素芬\n谭明远\n何秀兰")
    nominate(election.races.get(), names, cleared=True, by=officer)
    rows = Candidate.objects.order_by("pk")
    given = {row.pk: (vote, None) for row, vote in zip(rows, (58, 50, 40, 20), strict=True)}
    turnout = {election.races.get().pk: Turnout(60, 60)}
    count_votes(election, HELD, turnout, given, by=officer, at=MONDAY)
    approved(election, officer, above)
    assert "还没有交接" in text_of(sign_in(client, officer).get(page_of(election)))
    with refused("elsewhere"):
        hand_over(election, {new.pk}, set(), by=officer)
    guard = make_officer(make_union("区总工会"), role=Role.Name.SECURITY_ADMIN)
    Role.objects.filter(person=guard).update(organisation=village.parent)
    page = f"/desk/committees/handovers/{election.public_id}/"
    assert "冉启明" in text_of(sign_in(client, guard).get(page))
    role = Role.objects.get(person=old)
    asked = client.post(page, {"give": [new.pk, "9" * 40, "x"], "end": [role.pk]}).headers["Location"]
    assert not Role.objects.filter(person=new).exists()
    second = make_officer(village, role=Role.Name.SECURITY_ADMIN)
    sign_in(Client(), second).post(f"{asked}/approval")
    role.refresh_from_db()
    assert role.until is not None
    assert Role.objects.get(person=new).title == "主席（主任）"
    assert "没有需要任免的职务" in text_of(client.get(page))
