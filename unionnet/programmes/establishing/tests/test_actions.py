# SPDX-License-Identifier: Apache-2.0
"""From the first letter to the certificate, back after a no, and how a union ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.makers import make_person, make_union
from unionnet.directory.organisations.models import Coverage, Employer, Organisation
from unionnet.directory.people.models import Membership, MembershipSpan
from unionnet.directory.reach.models import Notice
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.establishing.actions import (
    Meeting,
    ask,
    ask_to_end,
    begin,
    plan_meeting,
    record_election,
    register_legal_person,
    remind_of_certificates,
)
from unionnet.programmes.establishing.listeners import go_back, go_on
from unionnet.programmes.establishing.models import Ending, Establishment
from unionnet.programmes.establishing.rules import advice
from unionnet.programmes.establishing.tests.makers import (
    ELECTED,
    NAME,
    UNIT,
    bring_to,
    election,
    grant,
    make_chain,
    make_establishment,
    particulars,
    send_up,
)
from unionnet.tools.submissions.actions import Decision, attach, decide, give_back, send
from unionnet.tools.submissions.facts import SubmissionApproved, SubmissionRefused

pytestmark = pytest.mark.django_db


def refused(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(Refusal, check=lambda no: no.code == code)


def test_a_union_comes_into_being_step_by_step() -> None:
    chain = make_chain()
    row = make_establishment(chain)
    seen = []
    for state in Establishment.State.values[:-2]:
        seen.append(bring_to(row, state, chain).state)
    assert seen == Establishment.State.values[:-2]
    union = row.organisation
    assert union is not None
    today = local_date(database_now())
    assert (union.name, union.parent, union.kind, union.since) == (
        NAME,
        chain.town,
        "enterprise_union",
        today,
    )
    assert Coverage.objects.get(organisation=union).employer.uscc == UNIT[1]
    numbers = [str(each.submission.reply_number) for each in row.requests.order_by("pk")]
    assert numbers == [f"巴工组〔{today.year}〕{n}号" for n in (1, 2, 3)]
    told = Entry.objects.get(fact="establishing.established").data
    assert told == {
        "establishment": row.pk,
        "organisation": union.pk,
        "since": today.isoformat(),
        "held_on": today.isoformat(),
        "term_years": 3,
        "basis": numbers[-1],
    }
    founded = Entry.objects.get(fact="organisations.founded")
    assert (founded.data["basis"], founded.actor_id) == (numbers[-1], chain.between.pk)


def test_what_is_heard_twice_happens_once() -> None:
    chain = make_chain()
    row = bring_to(make_establishment(chain), "established", chain)
    last = row.requests.latest("pk").submission
    for request in row.requests.all():
        go_on(SubmissionApproved(request.submission_id, request.submission.kind.key, "x"))
    go_on(SubmissionApproved(last.pk, last.kind.key, "x"))
    assert Organisation.objects.filter(name=NAME).count() == 1
    row.refresh_from_db()
    assert row.state == "established"


def test_one_that_should_exist_gets_its_day() -> None:
    chain = make_chain()
    there = Organisation.objects.create(
        name=NAME,
        kind="enterprise_union",
        parent=chain.town,
        path=chain.town.path + "0abc",
        region_code="500235",
    )
    row = bring_to(make_establishment(chain, expected=there), "established", chain)
    there.refresh_from_db()
    assert (row.organisation, there.since) == (there, row.established_on)


def test_a_letter_that_came_back_is_written_anew_and_keeps_its_number() -> None:
    chain = make_chain()
    row = make_establishment(chain)
    sent = send_up(row, chain)
    with refused("asked_already"):
        ask(row, by=chain.below)
    give_back(sent, "名册少两人", by=chain.between)
    row.refresh_from_db()
    again = ask(row, by=chain.below)
    assert (again.pk, again.state) == (sent.pk, "returned")
    grant(send(again, by=chain.below), chain.between)
    row.refresh_from_db()
    assert (row.state, row.requests.count()) == ("preparation_approved", 1)


def test_after_a_no_the_meeting_is_asked_for_again() -> None:
    chain = make_chain()
    row = bring_to(make_establishment(chain), "meeting_requested", chain)
    asked = row.requests.latest("pk").submission
    done = decide(asked, Decision(approve=False, reply="时间不妥。"), by=chain.between)
    go_back(SubmissionRefused(done.pk, done.kind.key, str(done.reply_number)))
    row.refresh_from_db()
    assert row.state == "preparation_approved"
    bring_to(row, "meeting_requested", chain)
    assert row.requests.count() == 3


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"preparers": (("冉小红", ""), ("谭勇", ""))}, "preparers"),
        ({"preparers": tuple((f"成员{n}", "") for n in range(6))}, "preparers"),
        ({"is_joint": True}, "joint_of_one"),
        ({"units": ()}, "one_unit"),
        ({"members": 0}, "no_members"),
    ],
)
def test_what_the_first_letter_needs(given: dict[str, object], code: str) -> None:
    chain = make_chain()
    row = make_establishment(chain, **given)
    with refused(code):
        ask(row, by=chain.below)


def test_who_approves_stands_above_and_its_kind_fits() -> None:
    chain = make_chain()
    with refused("not_above"):
        begin(chain.village, chain.village, particulars(), by=chain.below)
    with refused("elsewhere"):
        begin(chain.town, chain.county, particulars(), by=chain.below)
    with refused("bad_uscc"):
        make_establishment(chain, units=(("无码公司", "911"),))
    assert not Employer.objects.exists()


def test_small_unions_meet_as_members() -> None:
    chain = make_chain()
    row = bring_to(make_establishment(chain), "preparation_approved", chain)
    plan_meeting(row, Meeting("delegates", date(2026, 12, 1), 20, 3), by=chain.below)
    with refused("members_meet"):
        ask(row, by=chain.below)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"attended": 20}, "no_quorum"),
        ({"attended": 32}, "attendance"),
        ({"term_years": 4}, "term"),
        ({"held_on": date(2100, 1, 1)}, "not_held"),
        ({"elected": ELECTED[1:]}, "one_chair"),
        ({"elected": ELECTED[:3]}, "no_auditor"),
        ({"elected": (*ELECTED, ("冉小红", "auditor", 20))}, "chair_audits"),
        ({"elected": (("冉小红", "chair", 15), *ELECTED[1:])}, "too_few_votes"),
        ({"elected": (("冉小红", "chair", 31), *ELECTED[1:])}, "too_many_votes"),
    ],
)
def test_what_makes_an_election(given: dict[str, object], code: str) -> None:
    chain = make_chain()
    row = bring_to(make_establishment(chain), "meeting_approved", chain)
    with refused(code):
        record_election(row, election(**given), by=chain.below)
    assert record_election(row, election(attended=30), by=chain.below).state == "election_held"


def test_twenty_one_of_thirty_one_are_two_thirds() -> None:
    chain = make_chain()
    row = bring_to(make_establishment(chain), "meeting_approved", chain)
    sixteen = tuple((name, post, 16) for name, post, _votes in ELECTED)
    assert record_election(row, election(attended=21, elected=sixteen), by=chain.below).attended == 21


def test_the_certificate_begins_with_eight_and_lasts_a_term() -> None:
    chain = make_chain()
    row, since = bring_to(make_establishment(chain), "established", chain), date(2026, 11, 1)
    with refused("elsewhere"):  # it stands under the town, not under the village that helped
        register_legal_person(row, UNIT[1], since, date(2029, 10, 31), by=chain.below)
    with refused("not_a_union_code"):
        register_legal_person(row, UNIT[1], since, date(2029, 10, 31), by=chain.between)
    with refused("certificate_years"):
        register_legal_person(row, "81500235MC0000001H", since, date(2032, 11, 1), by=chain.between)
    done = register_legal_person(row, "81500235MC0000001H", since, date(2029, 10, 31), by=chain.between)
    assert done.state == "legal_person_registered"
    assert Organisation.objects.get(name=NAME).uscc == "81500235MC0000001H"


def test_officers_are_told_once_before_a_certificate_ends() -> None:
    chain = make_chain()
    row, since = bring_to(make_establishment(chain), "established", chain), date(2026, 11, 1)
    register_legal_person(row, "81500235MC0000001H", since, date(2029, 10, 31), by=chain.between)
    days = [datetime(2029, month, day, 4, tzinfo=UTC) for month, day in ((9, 30), (10, 1), (10, 2), (11, 1))]
    assert [remind_of_certificates(day) for day in days] == [0, 1, 1, 0]
    assert Notice.objects.get(kind="establishing.certificate").person == chain.between


def test_the_law_speaks_to_small_and_large_in_words() -> None:
    many, citation = advice(25, "500235", date(2026, 3, 1))
    few, _ = advice(24, "500235", date(2026, 3, 1))
    assert "应当建立" in many
    assert "可以单独建立" in few
    assert citation.rule == "ORG-10.members_must_establish"


def test_a_union_ends_with_the_reply_and_its_members_stay_members() -> None:
    chain = make_chain()
    today = local_date(database_now())
    lin = make_person("林晓", union=chain.village)
    with refused("into_what"):
        ask_to_end(chain.village, "merge", "decided", today, by=chain.below)
    with refused("in_the_future"):
        ask_to_end(chain.village, "dissolve", "employer_ended", today + timedelta(days=2), by=chain.below)
    ending = ask_to_end(chain.village, "dissolve", "employer_ended", today, by=chain.below)
    attach(ending.submission, SimpleUploadedFile("证明.pdf", b"%PDF-1.7"), key="resolution", by=chain.below)
    sent = send(ending.submission, by=chain.below)
    chain.village.refresh_from_db()
    assert chain.village.until is None
    for _ in range(2):
        grant(sent, chain.between) if sent.is_open else go_on(SubmissionApproved(sent.pk, sent.kind.key, ""))
        sent.refresh_from_db()
    assert Ending.objects.get().ended_on == today
    assert Organisation.objects.get(pk=chain.village.pk).until == today
    assert Membership.objects.get(person=lin).state == "active"
    assert Entry.objects.filter(fact="establishing.ended").count() == 1


def test_members_and_applications_of_a_merged_union_go_along_with_their_days() -> None:
    chain = make_chain()
    today = local_date(database_now())
    into = make_union("并入的工会", parent=chain.town)
    lin, he = make_person("林晓", union=chain.village), make_person("何师傅")
    Membership.objects.create(person=he, organisation=chain.village, state="applied", due_on=today)
    ending = ask_to_end(chain.village, "merge", "decided", today, into=into, by=chain.below)
    attach(ending.submission, SimpleUploadedFile("证明.pdf", b"%PDF-1.7"), key="resolution", by=chain.below)
    sent = send(ending.submission, by=chain.below)
    for _ in range(2):
        grant(sent, chain.between) if sent.is_open else go_on(SubmissionApproved(sent.pk, sent.kind.key, ""))
        sent.refresh_from_db()
    assert Membership.objects.filter(organisation=chain.village).count() == 0
    states = Membership.objects.filter(person__in=[lin, he]).values_list("organisation", "state", "due_on")
    assert set(states) == {(into.pk, "active", None), (into.pk, "applied", today)}
    days = MembershipSpan.objects.filter(person=lin).order_by("id")
    assert list(days.values_list("organisation", "move", "until")) == [
        (chain.village.pk, "approve", today),
        (into.pk, "merge", None),
    ]
    assert days[1].basis == str(sent.reply_number)
    assert Entry.objects.filter(fact="people.members_merged").count() == 1
