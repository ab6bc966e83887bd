# SPDX-License-Identifier: Apache-2.0
"""An office makes a kind of its own; the unions below use it, and nothing changes under what is under way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.knocking import answers_at, text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.submissions.actions import LocalTerms, change_kind, close_kind, make_kind, send
from unionnet.tools.submissions.models import Kind, Letterhead, Submission
from unionnet.tools.submissions.queries import open_kinds, shown
from unionnet.tools.submissions.tests.makers import MONDAY, Chain, make_approved, make_chain, make_draft
from unionnet.tools.submissions.tests.makers import make_kind as declared

pytestmark = pytest.mark.django_db
KINDS = "/desk/submissions/kinds/"
TERMS = {
    "name": "申请命名职工书屋",
    "reply_days": 5,
    "papers": (("场地照片", True), ("藏书目录", False)),
    "questions": (("面积", "number"),),
}


def terms(**given: Any) -> LocalTerms:
    return LocalTerms(**{**TERMS, **given})


def made_by_the_county(chain: Chain, **given: Any) -> Kind:
    return make_kind(chain.county, terms(**given), by=chain.above)


def test_what_an_office_makes_is_asked_of_it_by_those_below() -> None:
    chain = make_chain()
    kind = made_by_the_county(chain, papers=(), questions=())
    sent = send(make_draft(chain, kind), by=chain.below, at=MONDAY)
    assert (sent.decider, sent.holder, sent.due_on, sent.due_rule) == (
        chain.county,
        chain.county,
        date(2026, 3, 9),
        "",
    )
    assert Entry.objects.get(fact="submissions.kind_made").data == {
        "kind": kind.pk,
        "organisation": chain.county.pk,
    }


def test_it_is_offered_below_and_nowhere_else() -> None:
    chain = make_chain()
    kind = made_by_the_county(chain)
    elsewhere = make_officer(make_union("开州区总工会", kind="county_federation"))
    town = make_union("江口镇总工会", chain.county)
    beside = make_kind(town, terms(name="江口自己的"), by=make_officer(town, name="江口干部"))
    offered = {name: set(open_kinds(who)) for name, who in (("below", chain.below), ("else", elsewhere))}
    assert kind in offered["below"]
    assert beside not in offered["below"]
    assert not offered["else"] & {kind, beside}
    assert {kind, beside} <= set(open_kinds(chain.above))
    with pytest.raises(Refusal) as no:
        make_draft(chain, beside)
    assert no.value.code == "not_below"


def test_one_that_nothing_rests_on_is_changed_where_it_stands() -> None:
    chain = make_chain()
    kind = made_by_the_county(chain)
    after = change_kind(kind, terms(name="命名书屋", papers=()), by=chain.above)
    assert (after.pk, after.key, after.version, after.name, after.papers) == (
        kind.pk,
        kind.key,
        1,
        "命名书屋",
        [],
    )
    assert Kind.objects.filter(line=kind.line).count() == 1


def test_what_is_under_way_keeps_its_version() -> None:
    chain = make_chain()
    kind = made_by_the_county(chain, papers=(), questions=(), quota_a_year=1)
    sent = send(make_draft(chain, kind), by=chain.below, at=MONDAY)
    after = change_kind(kind, terms(notice_days=3, quota_a_year=1, papers=(), questions=()), by=chain.above)
    kind.refresh_from_db()
    assert (after.version, after.is_open, kind.is_open, kind.notice_days) == (2, True, False, 0)
    assert kind.closed_at is not None
    approved = make_approved(chain, sent, by=chain.above)
    assert (approved.state, approved.kind) == ("approved", kind)
    with pytest.raises(Refusal) as no:
        make_draft(chain, kind)
    assert no.value.code == "kind_closed"
    # The quota of the year is one for all versions.
    again = make_draft(chain, after)
    with pytest.raises(Refusal) as no:
        send(again, by=chain.below, at=MONDAY)
    assert no.value.code == "quota_used"
    with pytest.raises(Refusal) as no:
        change_kind(kind, terms(), by=chain.above)
    assert no.value.code == "kind_closed"


def test_a_series_of_its_own() -> None:
    chain = make_chain()
    kind = made_by_the_county(chain, word="云工书")
    head = Letterhead.objects.get(organisation=chain.county)
    assert (kind.series, head.series, head.word) == (f"local.{kind.line}", kind.series, "云工书")
    make_draft(chain, kind)
    after = change_kind(kind, terms(word="云工书", reply_days=7), by=chain.above)
    assert (after.version, after.series) == (2, kind.series)
    assert shown(after, on=date(2026, 3, 2)).numbers == "云工书"


def test_closed_is_closed() -> None:
    chain = make_chain()
    kind = close_kind(made_by_the_county(chain), by=chain.above)
    assert kind not in open_kinds(chain.below)
    with pytest.raises(Refusal) as no:
        close_kind(kind, by=chain.above)
    assert no.value.code == "kind_closed"
    assert made_by_the_county(chain).name == kind.name  # the name is free again


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": "  "}, "no_name"),
        ({"papers": (("照片", True), ("照片", False))}, "same_line"),
        ({"papers": tuple((f"材料{n}", True) for n in range(21))}, "too_many_lines"),
        ({"reply_days": 0}, "too_long"),
        ({"notice_days": 61}, "too_long"),
        ({"recheck_months": 61}, "too_far"),
    ],
)
def test_terms_that_cannot_be(given: dict[str, Any], code: str) -> None:
    chain = make_chain()
    with pytest.raises(Refusal) as no:
        made_by_the_county(chain, **given)
    assert no.value.code == code
    assert not Kind.objects.exclude(line="").exists()


def test_only_the_office_changes_its_kind() -> None:
    chain = make_chain()
    kind = made_by_the_county(chain)
    cases: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: change_kind(kind, terms(), by=chain.between), "elsewhere"),
        (lambda: make_kind(chain.county, terms(), by=chain.between), "elsewhere"),
        (lambda: change_kind(declared(), terms(), by=chain.above), "not_local"),
        (lambda: made_by_the_county(chain), "name_taken"),
    )
    for deed, code in cases:
        with pytest.raises(Refusal) as no:
            deed()
        assert no.value.code == code


FORM = {
    "name": "申请命名职工书屋",
    "notice_days": "5",
    "recheck_months": "0",
    "is_reviewed": "on",
    "papers": "场地照片\r\n藏书目录(可选)",
    "questions": "面积（数字）\r\n简介（长文）",
}


def test_from_preview_to_the_first_request(client: Client) -> None:
    chain = make_chain()
    sign_in(client, chain.above)
    form = FORM | {"office": chain.county.public_id}
    seen = text_of(client.post(f"{KINDS}new", form | {"preview": "1"}))
    assert "审核和批复由两个人作出" in seen
    assert "5 个工作日" in seen
    assert not Kind.objects.exclude(line="").exists()
    page = client.post(f"{KINDS}new", form, follow=True)
    assert page.status_code == 200
    kind = Kind.objects.get(organisation=chain.county)
    assert [(each["label"], each["type"]) for each in kind.questions] == [
        ("面积", "number"),
        ("简介", "long"),
    ]
    assert [(each["label"], each["required"]) for each in kind.papers] == [
        ("场地照片", True),
        ("藏书目录", False),
    ]
    assert "10" in text_of(page)  # the rulebook's clock, with its source
    sign_in(client, chain.below)
    assert "申请命名职工书屋" in text_of(client.get("/desk/submissions/"))
    asked = {"sender": chain.village.name, "title": "关于命名的请示", "body": "请批示。", "answer-q1": "40"}
    client.post(f"/desk/submissions/new?kind={kind.key}", asked)
    assert Submission.objects.get().decider == chain.county
    assert "/change" not in client.get(f"{KINDS}{kind.key}/").content.decode()


def test_the_form_keeps_what_the_kind_says_and_sends_hostile_words_back(client: Client) -> None:
    chain = make_chain()
    kind = made_by_the_county(chain)
    sign_in(client, chain.above)
    page = client.get(f"{KINDS}{kind.key}/change").content.decode()
    assert "藏书目录（可选）" in page
    assert "面积（数字）" in page
    for wrong in ({"notice_days": "9" * 30}, {"papers": "甲\n甲"}, {"name": "\x01\x02"}, {"name": ""}):
        answer = client.post(f"{KINDS}{kind.key}/change", FORM | wrong)
        assert answer.status_code == 422, wrong
    changed = client.post(f"{KINDS}{kind.key}/change", FORM | {"name": "书屋\x07"})
    assert changed.status_code == 302
    client.post(f"{KINDS}{kind.key}/closing")
    assert "申请命名职工书屋" not in text_of(client.get(KINDS))
    assert Kind.objects.get(pk=kind.pk).closed_at


def test_the_list_says_what_programmes_declare(client: Client, django_assert_max_num_queries: Any) -> None:
    chain = make_chain()
    declared(is_recommended=True, notice_days=5, recheck_months=12)
    for number in range(8):
        made_by_the_county(chain, name=f"类型{number}")
    sign_in(client, chain.below)
    with django_assert_max_num_queries(16):
        words = text_of(client.get(KINDS))
    assert "报送 → 推荐 → 公示 → 批复 → 定期复核" in words
    assert "系统规定" in words


@pytest.mark.parametrize("path", [KINDS])
def test_the_list_is_for_officers(client: Client, path: str) -> None:
    assert answers_at(client, path, make_union("巴阳镇总工会")) == (302, 404, 404, 200, 200)
