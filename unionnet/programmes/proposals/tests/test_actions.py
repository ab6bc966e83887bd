# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from unionnet.directory.places.models import Site
from unionnet.directory.places.tests.makers import make_site
from unionnet.foundation.clock import local_date
from unionnet.foundation.crypto.fields import Sealed
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.proposals import actions as do
from unionnet.programmes.proposals.models import Consultation, Participant, Proposal, Reply, Stage
from unionnet.programmes.proposals.papers import paper_of, spaced
from unionnet.programmes.proposals.queries import (
    counts_of,
    growth_of,
    people_of,
    proposals_seen_by,
    reply_by_code,
)
from unionnet.programmes.proposals.tests.makers import (
    ANSWER,
    SAID,
    TALK,
    make_consulted,
    make_event,
    make_participant,
    make_proposal,
    make_reply,
    record,
)
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.clocks import last_day
from unionnet.tools.casework.models import Case, Flow, Step
from unionnet.tools.casework.rules import why_not_now
from unionnet.tools.casework.tests.makers import DAY, MONDAY, Tree, make_tree
from unionnet.tools.supervision.models import Item
from unionnet.tools.supervision.queries.endings import Ending

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def refused(verb: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as no:
        verb()
    return no.value.code


def case_of(proposal: Proposal) -> Case:
    return Case.objects.select_related("kind", "holder", "organisation", "flow").get(pk=proposal.case_id)


def stage_of(tree: Tree, proposal: Proposal) -> str:
    row: Any = proposals_seen_by(tree.at_county).get(pk=proposal.pk)
    return str(row.stage)


def judged(reply: Reply, *, satisfied: bool, days: int, by: Any = None) -> Reply:
    words = "" if satisfied else "还是没有说什么时候建。"
    return do.judge(reply, words, satisfied=satisfied, by=by, at=MONDAY + days * DAY)


def test_an_event_has_its_file_and_planned_twice_is_one(tree: Tree) -> None:
    event = make_event(tree.county, tree.at_county)
    assert make_event(tree.county, tree.at_county) == event
    assert (event.activity.organisation, event.activity.code) == (tree.county, "2026-001")
    assert refused(lambda: make_event(tree.county, tree.at_other)) == "elsewhere"


def test_a_name_is_sealed_at_rest_and_nowhere_else(tree: Tree) -> None:
    proposal = make_proposal(tree)
    participant = Participant.objects.get()
    assert isinstance(participant.name, Sealed)
    assert participant.name.open() == "江雪梅"
    assert people_of(participant.event) == [("人大代表", 1)]
    case = case_of(proposal)
    assert (case.person, case.name, case.phone) == (None, "", None)
    assert do.open_phone(participant, by=tree.at_county) == "13900008888"
    assert refused(lambda: do.open_phone(participant, by=tree.at_other)) == "elsewhere"
    opened = Entry.objects.get(fact="proposals.participant_opened")
    assert (opened.actor_id, opened.data) == (tree.at_county.pk, {"participant": participant.pk})
    assert "江雪梅" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_a_form_sent_again_adds_nobody_and_says_nothing_twice(tree: Tree) -> None:
    event, key = make_event(tree.county, tree.at_county), uuid4()
    guest = do.Guest(Participant.Role.MEMBER, "卓委员")
    first, again = (do.add_participant(event, guest, key=key, by=tree.at_county) for _time in range(2))
    assert first == again
    said = [do.propose(first, SAID, key=key, by=tree.at_county) for _time in range(2)]
    assert said[0] == said[1]
    assert Case.objects.count() == 1
    assert refused(lambda: do.add_participant(event, replace(guest, name="\u200b "), by=tree.at_county))


def test_only_the_union_of_the_event_writes_down_and_answers(tree: Tree) -> None:
    event = make_event(tree.county, tree.at_county)
    guest = do.Guest(Participant.Role.WORKER, "小林")
    assert refused(lambda: do.add_participant(event, guest, by=tree.at_other)) == "elsewhere"
    participant = make_participant(event, tree.at_county)
    assert refused(lambda: do.propose(participant, SAID, by=tree.at_town)) == "elsewhere"
    proposal = do.propose(participant, SAID, by=tree.at_county, at=MONDAY)
    assert refused(lambda: do.consult(proposal, TALK, [record()], by=tree.at_town)) == "elsewhere"
    assert case_of(proposal).due_rule == "PR-01.reply"
    assert last_day(case_of(proposal).due_at) == date(2026, 6, 1)  # the 90th day is a Sunday


def test_no_reply_without_a_talk_face_to_face(tree: Tree) -> None:
    proposal = make_proposal(tree)
    later = MONDAY + DAY
    assert refused(lambda: do.reply(proposal, ANSWER, by=tree.at_county, at=later)) == "consult_first"
    assert refused(lambda: do.consult(proposal, TALK, [], by=tree.at_county, at=later)) == "no_evidence"
    for day in (date(2026, 3, 1), date(2026, 3, 4)):
        consult = partial(do.consult, proposal, replace(TALK, held_on=day), [record()])
        assert refused(partial(consult, by=tree.at_county, at=later)) == "not_held_then"
    held = make_consulted(tree, proposal)
    assert (held.round, held.held_on) == (1, TALK.held_on)
    assert refused(lambda: make_consulted(tree, proposal, 2)) == "consulted"
    story = Step.objects.filter(case=proposal.case).order_by("number")
    assert [step.move for step in story] == ["received", "take", "add"]
    assert [len(step.papers) for step in story] == [0, 0, 1]
    assert stage_of(tree, proposal) == Stage.TO_REPLY


def test_replies_are_numbered_by_union_and_year(tree: Tree) -> None:
    first, second = make_reply(tree), make_reply(tree, make_proposal(tree, replace(SAID, title="多配技术书")))
    assert [str(each.number) for each in (first, second)] == ["永工办〔2026〕1号", "永工办〔2026〕2号"]
    next_year = make_proposal(tree, replace(SAID, title="驿站运行费用谁来出"))
    third = make_reply(tree, next_year, days=330)
    assert str(third.number) == "永工办〔2027〕1号"
    assert case_of(next_year).state == "closed"
    assert refused(lambda: do.reply(next_year, ANSWER, by=tree.at_county)) == "not_open"


def test_the_database_keeps_one_reply_a_consultation_and_two_rounds(tree: Tree) -> None:
    reply = make_reply(tree)
    talk = reply.consultation
    for number in (1, 3):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consultation.objects.create(
                proposal=talk.proposal, round=number, held_on=talk.held_on, place="x", by=tree.at_county
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.filter(pk=reply.pk).update(satisfied=True)


def test_who_is_satisfied_is_counted(tree: Tree) -> None:
    reply = make_reply(tree)
    proposal = reply.consultation.proposal
    assert stage_of(tree, proposal) == Stage.TO_JUDGE
    assert judged(reply, satisfied=True, days=3).judged_by is None
    assert refused(lambda: judged(reply, satisfied=False, days=4)) == "judged"
    assert stage_of(tree, proposal) == Stage.SATISFIED
    counts = counts_of(proposals_seen_by(tree.at_county), MONDAY + 3 * DAY)
    assert (counts.proposals, counts.replied, counts.judged, counts.satisfied) == (1, 1, 1, 1)
    share = proposal.case.dispatches.get()
    assert (share.callbacks, share.satisfied) == (1, 1)


def test_who_is_not_satisfied_has_it_handled_once_more(tree: Tree) -> None:
    first = make_reply(tree)
    proposal = first.consultation.proposal
    assert refused(lambda: do.judge(first, satisfied=False, by=None)) == "no_reason"
    judged(first, satisfied=False, days=3)
    assert case_of(proposal).state == "signed"
    assert stage_of(tree, proposal) == Stage.AGAIN
    assert refused(lambda: do.reply(proposal, ANSWER, by=tree.at_county)) == "consult_first"
    second = make_reply(tree, proposal, days=6)
    assert (second.consultation.round, str(second.number)) == (2, "永工办〔2026〕2号")
    assert stage_of(tree, proposal) == Stage.TO_JUDGE
    judged(second, satisfied=False, days=7, by=tree.at_county)
    assert case_of(proposal).state == "closed"
    assert stage_of(tree, proposal) == Stage.UNSATISFIED
    assert refused(lambda: make_consulted(tree, proposal, 8)) == "not_open"


def test_an_answer_given_twice_at_once_is_one(tree: Tree) -> None:
    reply = make_reply(tree)
    stale = Reply.objects.get(pk=reply.pk)
    judged(reply, satisfied=False, days=3)
    assert refused(lambda: judged(stale, satisfied=True, days=3)) == "judged"


@pytest.mark.parametrize("move", ["answer", "dispatch", "reply"])
def test_the_desk_of_cases_cannot_pass_the_paper_by(tree: Tree, move: str) -> None:
    proposal = make_proposal(tree)
    case = case_of(proposal)
    if move == "reply":
        case = casework.take(case, by=tree.at_county, at=MONDAY)
        assert refused(lambda: casework.reply(case, "口头说过了", by=tree.at_county)) == "by_its_programme"
    no = why_not_now(case_of(proposal), move)
    assert no is not None
    assert no.code == "by_its_programme"
    assert why_not_now(case_of(proposal), "terminate") is None


def test_nor_say_for_them_that_they_are_satisfied(tree: Tree) -> None:
    case = case_of(make_reply(tree).consultation.proposal)
    said = refused(lambda: casework.call_back(case, satisfied=True, by=tree.at_county))
    assert said == "by_its_programme"


def test_a_union_that_asks_before_it_closes_takes_their_word_for_it(tree: Tree) -> None:
    casework.set_flow(tree.county, do.proposal_kind(), [Flow.Step.CALLBACK], by=tree.at_county)
    first = make_reply(tree)
    proposal = first.consultation.proposal
    assert (case_of(proposal).state, stage_of(tree, proposal)) == ("replied", Stage.TO_JUDGE)
    assert refused(lambda: make_consulted(tree, proposal, 3)) == "not_judged"
    judged(first, satisfied=False, days=3)
    second = make_reply(tree, proposal, days=5)
    judged(second, satisfied=True, days=6)
    assert (case_of(proposal).state, stage_of(tree, proposal)) == ("closed", Stage.SATISFIED)


def test_a_task_is_one_and_its_end_is_told_once(tree: Tree) -> None:
    proposal = make_proposal(tree)
    task = do.Task("在城郊增设七个驿站", "今年内启用", follows_stations=True)
    assert refused(lambda: do.make_task(proposal, task, by=tree.at_town)) == "elsewhere"
    item = do.make_task(proposal, task, by=tree.at_county, at=MONDAY)
    assert do.make_task(proposal, task, by=tree.at_county) == item
    assert (item.organisation, item.source, item.origin) == (tree.county, Item.Source.PROPOSAL, "proposals")
    ended = Ending(item, "启用七个", tree.at_other, MONDAY + DAY)
    assert do.end_task(ended)
    assert not do.end_task(ended)
    told = Step.objects.filter(case=proposal.case).exclude(reason="").values_list("reason", flat=True)
    assert list(told) == ["已转为任务：在城郊增设七个驿站", "任务已结束：启用七个"]
    answered = make_proposal(tree, replace(SAID, title="多配技术书"))
    make_reply(tree, answered)
    assert refused(lambda: do.make_task(answered, task, by=tree.at_county)) == "not_open"


def test_what_came_of_it_is_counted_from_the_register(tree: Tree) -> None:
    for number in range(15):
        since = date(2025, 3, 1) if number < 8 else date(2026, 4, 1)
        make_site(tree.town, f"第{number}驿站", since=since)
    make_site(tree.town, "书屋", kind=Site.Kind.VENUE, since=date(2025, 3, 1))
    make_site(tree.other, "别处的驿站", since=date(2025, 3, 1))
    proposal, today = make_proposal(tree), date(2026, 11, 1)
    assert growth_of(proposal, today) is None
    do.make_task(proposal, do.Task("在城郊增设驿站", follows_stations=True), by=tree.at_county)
    grown = growth_of(Proposal.objects.get(pk=proposal.pk), today)
    assert grown is not None
    assert (grown.since, grown.before, grown.after, grown.more) == (local_date(MONDAY), 8, 15, 7)


def test_the_paper_says_who_when_and_how_to_judge_it(tree: Tree) -> None:
    reply = make_reply(tree)
    found = reply_by_code(reply.code)
    assert found is not None
    letter = paper_of(found, "https://example.org/proposals/")
    assert (letter.to, letter.number, letter.signer) == ("江雪梅代表", "永工办〔2026〕1号", "罗主席")
    assert letter.title == "关于“在主城区以外增设驿站”的答复"
    assert letter.on == local_date(MONDAY + 2 * DAY)
    assert letter.paragraphs[1:3] == ("已列入今年计划。", "明年再增设两处。")
    assert "2026年3月3日，我会在永宁路驿站与您当面协商" in letter.paragraphs[0]
    assert f"https://example.org/proposals/ ，输入评价码 {spaced(reply.code)}" in letter.paragraphs[-1]
    assert reply_by_code("zzzzzzzzzzzz") is None


def test_names_go_with_time_and_the_paper_still_draws(tree: Tree) -> None:
    reply = make_reply(tree)
    Participant.objects.update(name=None, phone=None)
    found = reply_by_code(reply.code)
    assert found is not None
    assert paper_of(found, "x").to == "人大代表"


def test_stages_cost_one_question(tree: Tree, django_assert_num_queries: Any) -> None:
    for title in ("一", "二", "三"):
        make_reply(tree, make_proposal(tree, replace(SAID, title=title)))
    rows = proposals_seen_by(tree.at_county)
    with django_assert_num_queries(2):
        found: list[Any] = list(rows)
    assert {row.stage for row in found} == {Stage.TO_JUDGE}
    assert counts_of(rows, datetime(2027, 1, 1, tzinfo=UTC)).overdue == 0
