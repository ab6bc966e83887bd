# SPDX-License-Identifier: Apache-2.0
"""A submission goes up, comes back, goes up again and is answered: by whom, when, why, with which number."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from tests.makers import make_deputy, make_officer, make_union
from tests.settling import deliver_everything
from unionnet.directory.reach.models import Notice
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.sweeps import load
from unionnet.tools.submissions.actions import (
    Decision,
    announce,
    attach,
    copy_to,
    decide,
    detach,
    give_back,
    mark_read,
    recheck,
    recommend,
    remind,
    review,
    revise,
    send,
    set_letterhead,
    withdraw,
)
from unionnet.tools.submissions.models import DocumentNumber, Submission
from unionnet.tools.submissions.queries import sent_by, to_decide_by, to_read_by, waiting_of
from unionnet.tools.submissions.tests.makers import (
    MONDAY,
    TITLE,
    make_approved,
    make_chain,
    make_draft,
    make_kind,
    make_sent,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%invented\n"


def refused(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(Refusal, check=lambda no: no.code == code)


def test_it_goes_up_comes_back_goes_up_again_and_is_answered() -> None:
    chain = make_chain()
    sent = make_sent(chain)
    assert (sent.state, sent.holder, sent.decider) == ("sent", chain.town, chain.town)
    assert sent.due_on == date(2026, 3, 16)  # ten working days
    back = give_back(sent, "名册少两人", by=chain.between, at=MONDAY)
    assert (back.state, back.holder, back.due_on) == ("returned", chain.village, None)
    revise(back, title=TITLE, body="名册已补。", by=chain.below)
    again = send(back, by=chain.below, at=MONDAY + timedelta(days=1))
    set_letterhead(chain.town, "general", "巴工", by=chain.between)
    done = decide(
        again, Decision(approve=True, reply="同意命名。"), by=chain.between, at=MONDAY + timedelta(days=1)
    )
    assert (done.state, str(done.reply_number), done.decided_on) == (
        "approved",
        "巴工〔2026〕1号",
        date(2026, 3, 3),
    )
    story = [
        (step.number, step.move, step.by, step.organisation, step.reason)
        for step in done.history.order_by("number")
    ]
    assert story == [
        (1, "send", chain.below, chain.village, ""),
        (2, "return", chain.between, chain.town, "名册少两人"),
        (3, "send", chain.below, chain.village, ""),
        (4, "approve", chain.between, chain.town, ""),
    ]
    assert done.history.get(number=4).basis == "巴工〔2026〕1号"
    facts = list(
        Entry.objects.filter(fact__startswith="submissions.").order_by("id").values_list("fact", flat=True)
    )
    assert facts == [
        "submissions.sent",
        "submissions.returned",
        "submissions.sent",
        "submissions.letterhead_set",
        "submissions.approved",
    ]


def test_of_two_who_look_at_one_version_one_wins() -> None:
    chain = make_chain()
    sent = make_sent(chain)
    other = Submission.objects.get(pk=sent.pk)
    give_back(sent, "请补充", by=chain.between, seen=1)
    with refused("moved_on"):
        decide(other, Decision(approve=True, reply="同意"), by=chain.between, seen=1)
    send(Submission.objects.get(pk=sent.pk), by=chain.below, at=MONDAY)
    with refused("moved_on"):  # it is back in the same state, but it is another version
        give_back(other, "请补充", by=chain.between, seen=1)


def test_nobody_answers_what_they_sent_or_what_lies_elsewhere() -> None:
    chain = make_chain()
    sent = make_sent(chain)
    elsewhere = make_officer(make_union("外县总工会", kind="county_federation"))
    for by, code in ((chain.below, "elsewhere"), (elsewhere, "elsewhere")):
        with refused(code):
            give_back(sent, "退", by=by)
    own = send(make_draft(chain, title="关于另一事的请示"), by=chain.above, at=MONDAY)
    with refused("your_own"):
        give_back(own, "退", by=chain.above)
    with refused("no_reason"):
        give_back(own, " \x07 ", by=chain.between)


def test_it_is_recommended_level_by_level_to_the_union_that_decides() -> None:
    chain = make_chain()
    kind = make_kind(is_recommended=True, decider_kinds=("county_federation",))
    sent = make_sent(chain, kind)
    assert (sent.holder, sent.decider) == (chain.town, chain.county)
    with refused("recommend_first"):
        decide(sent, Decision(approve=True, reply="同意"), by=chain.between)
    up = recommend(sent, "情况属实，同意推荐", by=chain.between, at=MONDAY)
    assert (up.state, up.holder) == ("sent", chain.county)
    with refused("decide_instead"):
        recommend(up, "再推荐", by=chain.above)


def test_two_persons_and_a_notice_before_a_yes() -> None:
    chain = make_chain()
    sent = make_sent(chain, make_kind(is_reviewed=True, notice_days=5, recheck_months=24))
    second = make_officer(chain.town, name="彭副主席")
    set_letterhead(chain.town, "general", "巴工", by=second)
    yes = Decision(approve=True, reply="同意")
    with refused("not_reviewed"):
        decide(sent, yes, by=second, at=MONDAY)
    looked = review(sent, "材料齐全", by=chain.between, at=MONDAY)
    with refused("reviewed_yourself"):
        decide(looked, yes, by=chain.between, at=MONDAY)
    with refused("not_announced"):
        decide(looked, yes, by=second, at=MONDAY)
    shown = announce(looked, by=chain.between, at=MONDAY)
    assert shown.notice_until == date(2026, 3, 9)
    with refused("still_on_notice"):
        decide(shown, yes, by=second, at=MONDAY + timedelta(days=7))
    done = decide(shown, yes, by=second, at=MONDAY + timedelta(days=8))
    assert done.recheck_on == date(2028, 3, 10)
    ended = recheck(done, "已停止活动", passed=False, by=second)
    assert (ended.state, ended.recheck_on) == ("revoked", None)


def test_the_quota_of_a_year_is_counted_by_sender() -> None:
    chain = make_chain()
    kind = make_kind(quota_a_year=1)
    first = make_sent(chain, kind)
    second = make_draft(chain, kind)
    with refused("quota_used"):
        send(second, by=chain.below, at=MONDAY)
    assert send(second, by=chain.below, at=MONDAY + timedelta(days=330)).state == "sent"
    withdraw(first, "不再申请", by=chain.below)
    third = make_draft(chain, kind)
    assert send(third, by=chain.below, at=MONDAY).state == "sent"


def test_papers_that_are_needed_go_with_it() -> None:
    chain = make_chain()
    kind = make_kind(papers=({"key": "roster", "label": "会员名册", "required": True},))
    made = make_draft(chain, kind)
    with refused("papers_missing"):
        send(made, by=chain.below)
    first = attach(made, SimpleUploadedFile("名册.pdf", PDF), key="roster", by=chain.below)
    attach(made, SimpleUploadedFile("名册2.pdf", PDF + b"2"), key="roster", by=chain.below)
    first.refresh_from_db()
    assert first.removed_at is not None
    sent = send(made, by=chain.below, at=MONDAY)
    step = sent.history.get()
    assert step.papers == [made.papers.get(removed_at=None).file.sha256]
    with refused("not_yours_now"):
        attach(sent, SimpleUploadedFile("迟到.pdf", PDF), by=chain.below)
    with refused("not_yours_now"):
        detach(made.papers.get(removed_at=None), by=chain.below)


@pytest.mark.parametrize("content", [b"MZ\x90", b"PK\x03\x04nonsense", b"<html>", b""])
def test_what_is_no_document_is_not_kept(content: bytes) -> None:
    chain = make_chain()
    made = make_draft(chain)
    with pytest.raises(Refusal):
        attach(made, SimpleUploadedFile("名册.pdf", content), by=chain.below)
    assert made.papers.count() == 0


def test_every_number_has_a_row_and_a_gap_its_reason() -> None:
    chain = make_chain()
    set_letterhead(chain.town, "general", "巴工", by=chain.between)
    first = decide(make_sent(chain), Decision(approve=True, reply="同意"), by=chain.between, at=MONDAY)
    second = make_sent(chain)
    with refused("number_used"):
        decide(second, Decision(approve=True, reply="同意", number=1), by=chain.between, at=MONDAY)
    with refused("why_the_gap"):
        decide(second, Decision(approve=True, reply="同意", number=4), by=chain.between, at=MONDAY)
    assert DocumentNumber.objects.count() == 1
    done = decide(
        second,
        Decision(approve=False, reply="不同意", number=4, gap_reason="线下已用"),
        by=chain.between,
        at=MONDAY,
    )
    assert [str(first.reply_number), str(done.reply_number)] == ["巴工〔2026〕1号", "巴工〔2026〕4号"]
    book = DocumentNumber.objects.order_by("number").values_list("number", "gap_reason")
    assert list(book) == [(1, ""), (2, "线下已用"), (3, "线下已用"), (4, "")]
    with refused("word_in_use"):
        set_letterhead(chain.town, "general", "巴阳工", by=chain.between)
    with refused("word_taken"):
        set_letterhead(chain.town, "honours", "巴工", by=chain.between)


def test_the_database_keeps_the_last_word() -> None:
    chain = make_chain()
    sent = make_sent(chain)
    for wrong in (
        {"state": "approved"},
        {"decider": chain.village, "sender": chain.village},
        {"state": "on_notice"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Submission.objects.filter(pk=sent.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_each_step_is_told_to_those_it_concerns() -> None:
    load()
    chain = make_chain()
    sent = make_sent(chain)
    deliver_everything()
    assert Notice.objects.get(person=chain.between).headline == f"收到请示：{TITLE}"
    give_back(sent, "名册少两人", by=chain.between, at=MONDAY)
    deliver_everything()
    told = Notice.objects.get(person=chain.below)
    assert (told.headline, told.body) == (f"请示被退回：{TITLE}", "巴阳镇总工会退回，理由：名册少两人")
    make_approved(chain, send(Submission.objects.get(pk=sent.pk), by=chain.below, at=MONDAY))
    deliver_everything()
    last = Notice.objects.filter(person=chain.below).latest("pk")
    assert last.body == "巴阳镇总工会以 巴工组〔2026〕1号 批复，请打开查看和下载。"


def test_officers_are_reminded_once_before_and_once_after_the_day() -> None:
    chain = make_chain()
    make_sent(chain)
    for days in (13, 13, 15, 16):
        remind(MONDAY + timedelta(days=days))
    titles = Notice.objects.filter(person=chain.between).order_by("pk")
    assert [notice.title for notice in titles] == ["请示快到办理期限", "请示已超过办理期限"]


def test_copies_are_to_read_until_they_are_read() -> None:
    chain = make_chain()
    sent = make_sent(chain)
    neighbour = make_union("清溪村联合工会", chain.town, kind="village_joint_union")
    reader = make_officer(neighbour, name="孙主席")
    with refused("not_yours_to_copy"):
        copy_to(sent, [neighbour], by=reader)
    assert [copy_to(sent, [neighbour], [chain.above], by=chain.between) for _ in range(2)] == [2, 0]
    assert [list(to_read_by(person)) for person in (reader, chain.above, chain.between)] == [
        [sent],
        [sent],
        [],
    ]
    for _ in range(2):
        mark_read(sent, by=reader)
    assert list(to_read_by(reader)) == []
    assert list(to_read_by(reader, unread=False)) == [sent]


def test_an_officers_tray_holds_what_lies_with_their_own_union() -> None:
    chain = make_chain()
    sent = make_sent(chain)
    trays = {who.name: list(to_decide_by(who)) for who in (chain.above, chain.between, chain.below)}
    assert trays == {"谭部长": [], "冉主席": [sent], "向主席": []}
    assert list(to_decide_by(chain.above, below=True)) == [sent]


def test_who_stands_in_finds_what_lies_with_the_lenders_union_and_decides_it() -> None:
    chain = make_chain()
    sent = make_sent(chain)
    deputy = make_deputy(chain.between, ["submissions.see", "submissions.decide"])
    assert (list(to_decide_by(deputy)), waiting_of(deputy), list(sent_by(deputy))) == ([sent], 1, [])
    copy_to(sent, [chain.town], [], by=chain.below)
    assert list(to_read_by(deputy)) == [sent]
    set_letterhead(chain.town, "general", "巴工", by=chain.between)
    decide(sent, Decision(approve=True, reply="同意命名。"), by=deputy, at=MONDAY)
    sees = make_deputy(chain.above, ["submissions.see"], name="只看不办")
    assert (list(to_decide_by(sees)), waiting_of(sees)) == ([], 0)
