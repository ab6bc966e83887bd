# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from tests.makers import make_person, make_union
from unionnet.directory.people.models import HandedTag, Person, Standing
from unionnet.directory.places.tests.makers import at
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.privacy.erasing import erase, purge
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.hardship.actions import (
    Help,
    Newcomer,
    add_member,
    answer_appeal,
    appeal,
    ask_list,
    begin,
    end,
    first_check,
    follow_up,
    give_aid,
    give_back,
    hand_tags,
    let_go,
    open_dossier,
    publish,
    record_visit,
    register,
    reject,
    review,
    say_situation,
    send,
    take_back,
    take_list,
    tell_reviews_due,
)
from unionnet.programmes.hardship.models import (
    Agreement,
    Appeal,
    Dossier,
    DossierStep,
    HouseholdMember,
    PublicNotice,
    Visit,
)
from unionnet.programmes.hardship.queries import dossiers_seen_by, inside, notices_of, story_of
from unionnet.programmes.hardship.queries.learning import FREE_LEARNING
from unionnet.programmes.hardship.tests.makers import (
    ACCOUNT_NUMBER,
    MONDAY,
    NEXT_WEEK,
    SAID,
    Offices,
    answer_all,
    child_number,
    fresh,
    make_checked,
    make_draft,
    make_offices,
    make_published,
    make_registered,
    make_sent,
    make_visited,
    make_worker,
    seen,
)
from unionnet.programmes.hardship.wording import VERSION, WORDINGS
from unionnet.tools.payments.actions import name_source, open_batch
from unionnet.tools.payments.models import PaymentBatch

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@pytest.fixture
def worker(offices: Offices) -> Person:
    return make_worker(offices)


def code_of(deed: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as no:
        deed()
    return no.value.code


def test_nothing_is_kept_before_all_four_consents(worker: Person) -> None:
    three = [topic for topic in WORDINGS if topic != "check"]
    assert code_of(lambda: begin(three, VERSION, by=worker)) == "agree_first"
    assert code_of(lambda: begin(WORDINGS, "2020-01", by=worker)) == "agree_first"
    assert not Dossier.objects.exists()
    dossier = begin(WORDINGS, VERSION, by=worker)
    assert begin(WORDINGS, VERSION, by=worker) == dossier
    assert Agreement.objects.filter(dossier=dossier, withdrawn_at=None).count() == 4
    assert dossier.organisation.name == "双江街道总工会"  # the nearest desk: the factory has none
    assert [row.relation for row in dossier.members.all()] == ["self"]


def test_who_is_no_member_or_has_no_desk_is_told_where_to_go(offices: Offices) -> None:
    assert code_of(lambda: begin(WORDINGS, VERSION, by=make_person("散工"))) == "members_only"
    alone = make_person("孤岛", union=make_union("没有干部的工会", kind="enterprise_union"))
    assert code_of(lambda: begin(WORDINGS, VERSION, by=alone)) == "no_desk"


def test_the_whole_way_with_two_people_and_a_notice(offices: Offices, worker: Person) -> None:
    dossier = make_published(offices, worker, child=child_number())
    notice = PublicNotice.objects.get()
    assert (notice.surname, notice.unit, notice.grade) == ("欧阳", "云阳纺织厂工会", "deep")
    assert notice.until_day == date(2026, 3, 9)  # five working days after a Monday
    assert notices_of(offices.county, date(2026, 3, 9)) == [notice]
    assert code_of(lambda: register(dossier, by=offices.second, at=at("2026-03-09 23:00"))) == "notice_runs"
    done = register(dossier, by=offices.second, at=NEXT_WEEK)
    assert (done.state, done.is_live, done.review_due) == ("registered", True, date(2027, 3, 11))
    assert not PublicNotice.objects.exists()
    moves = ["start", "send", "first_check", "visit", "ask_check", "answer", "publish", "register"]
    assert list(dossier.story.order_by("number").values_list("move", flat=True)) == moves
    assert done.steps == len(moves)
    assert [told.title for told in story_of(done)][:2] == ["认定建档", "开始公示"]


def test_the_one_who_checked_first_does_not_register(offices: Offices) -> None:
    """In a county where no township has a desk, two officers of the county are needed."""
    worker = make_person("田工", union=offices.county)
    dossier = make_sent(worker)
    assert dossier.organisation == offices.county
    first_check(dossier, by=offices.at_county, at=MONDAY)
    record_visit(dossier, seen(), by=offices.at_county, at=MONDAY)
    listed = let_go(
        ask_list([fresh(dossier)], "三月民政核对", by=offices.at_county), by=offices.second, at=MONDAY
    )
    answer_all(listed, offices)
    publish(fresh(dossier), "relative", by=offices.at_county, at=MONDAY)
    assert code_of(lambda: register(fresh(dossier), by=offices.at_county, at=NEXT_WEEK)) == "own_check"
    assert register(fresh(dossier), by=offices.second, at=NEXT_WEEK).state == "registered"


def test_one_household_one_dossier(offices: Offices, worker: Person) -> None:
    """Husband and wife both apply. Neither learns it from a form; the desk does, at the first check."""
    wife = make_person("李梅", union=offices.town)
    hers = make_draft(wife)
    number = worker.id_number.open()
    add_member(hers, Newcomer("欧阳建国", "spouse", number), by=wife)
    send(hers, by=wife, at=MONDAY)
    his = make_sent(worker)
    first_check(his, by=offices.at_town, at=MONDAY)
    with pytest.raises(Refusal) as no:
        first_check(hers, by=offices.at_town, at=MONDAY)
    assert (no.value.code, "欧阳" in str(no.value)) == ("double_dossier", False)
    assert fresh(hers).state == "applied"
    give_back(his, "请与妻子合并为一份", by=offices.at_town, at=MONDAY)
    assert first_check(hers, by=offices.at_town, at=MONDAY).state == "first_checked"
    assert HouseholdMember.objects.filter(is_live=True).count() == 2


def test_the_database_keeps_members_as_live_as_their_dossier(offices: Offices, worker: Person) -> None:
    dossier = first_check(make_sent(worker, child=child_number()), by=offices.at_town, at=MONDAY)
    assert set(dossier.members.values_list("is_live", flat=True)) == {True}
    Dossier.objects.filter(pk=dossier.pk).update(state="rejected", is_live=False)
    assert set(dossier.members.values_list("is_live", flat=True)) == {False}


def test_what_is_said_in_confidence_stays_at_the_desk(offices: Offices, worker: Person) -> None:
    dossier = make_draft(worker)
    assert not dossiers_seen_by(offices.at_town).exists()  # not sent yet
    send(dossier, by=worker, at=MONDAY)
    assert dossiers_seen_by(offices.at_town).get() == dossier
    assert not dossiers_seen_by(offices.at_county).exists()  # above, and sees nothing
    assert code_of(lambda: open_dossier(dossier, "想看一看", by=offices.at_county)) == "elsewhere"
    first_check(dossier, by=offices.at_town, at=MONDAY)
    record_visit(fresh(dossier), seen(), by=offices.at_town, at=MONDAY)
    assert dossiers_seen_by(offices.at_county).get() == dossier
    assert code_of(lambda: open_dossier(fresh(dossier), "看", by=offices.at_county)) == "no_reason"
    opened = open_dossier(fresh(dossier), "核对申报内容", by=offices.at_county)
    told = Entry.objects.get(fact="hardship.opened")
    assert told.data == {"dossier": dossier.pk, "opening": opened.pk}
    assert told.actor_id == offices.at_county.pk


def test_the_journal_says_neither_who_applied_nor_what(offices: Offices, worker: Person) -> None:
    make_registered(offices, worker)
    rows = Entry.objects.filter(fact="hardship.moved")
    assert not rows.filter(actor_id=worker.pk).exists()
    assert {frozenset(row.data) for row in rows} == {frozenset({"dossier", "move", "state"})}


def test_nothing_stands_unsealed(offices: Offices, worker: Person) -> None:
    dossier = make_visited(offices, worker, child=child_number())
    with connection.cursor() as cursor:
        for table in ("dossier", "householdmember", "visit", "dossierstep"):
            cursor.execute(f"SELECT t::text FROM hardship_{table} AS t")
            rows = "".join(row[0] for row in cursor.fetchall())
            for secret in ("透析", "欧阳小宁", child_number(), "与申报一致", ACCOUNT_NUMBER):
                assert secret not in rows
                assert secret.encode().hex() not in rows
    opened = inside(dossier)
    assert opened.situation["cause"] == SAID.cause
    assert opened.verdict is not None
    assert (opened.verdict.grade, len(opened.members)) == ("relative", 2)


def test_a_visit_sent_twice_is_one(offices: Offices, worker: Person) -> None:
    dossier = first_check(make_sent(worker), by=offices.at_town, at=MONDAY)
    assert (
        code_of(lambda: record_visit(dossier, seen(found="好"), by=offices.at_town, at=MONDAY)) == "no_words"
    )
    early = seen(on_day=date(2025, 1, 1))
    assert code_of(lambda: record_visit(dossier, early, by=offices.at_town, at=MONDAY)) == "far_off"
    word = seen()
    first = record_visit(dossier, word, by=offices.at_town, at=MONDAY)
    assert record_visit(dossier, word, by=offices.at_town, at=MONDAY + DAY) == first
    assert (Visit.objects.count(), fresh(dossier).decider) == (1, offices.county)


def test_a_list_for_civil_affairs_takes_two_people(offices: Offices, worker: Person) -> None:
    dossier = make_visited(offices, worker)
    listed = ask_list([dossier], "三月民政核对", by=offices.at_county)
    assert fresh(dossier).state == "visited"
    assert code_of(lambda: ask_list([dossier], "三月民政核对", by=offices.second)) == "not_ready"
    assert code_of(lambda: take_list(listed, by=offices.at_county)) == "one_hand"
    assert code_of(lambda: let_go(listed, by=offices.at_county)) == "own_proposal"
    assert code_of(lambda: let_go(listed, by=offices.at_town)) == "elsewhere"
    let_go(listed, by=offices.second, at=MONDAY)
    assert fresh(dossier).state == "checking"
    take_list(listed, by=offices.at_county)
    assert code_of(lambda: take_list(listed, by=offices.at_town)) == "elsewhere"
    assert answer_all(listed, offices) == 1
    assert answer_all(listed, offices) == 0
    assert fresh(dossier).state == "checked"


def test_of_two_who_decide_on_one_version_one_wins(offices: Offices, worker: Person) -> None:
    dossier = make_checked(offices, worker)
    publish(dossier, "deep", by=offices.at_county, seen=dossier.steps, at=MONDAY)
    late = dossier.steps
    assert code_of(lambda: reject(dossier, "材料不全", by=offices.second, seen=late)) == "moved_on"


def test_nobody_handles_their_own(offices: Offices) -> None:
    dossier = make_sent(offices.at_town)
    assert not dossiers_seen_by(offices.at_town).exists()
    assert code_of(lambda: first_check(dossier, by=offices.at_town)) == "your_own"


def test_a_consent_taken_back_takes_everything_with_it(offices: Offices, worker: Person) -> None:
    dossier = make_registered(offices, worker, child=child_number())
    gone = take_back(dossier, "family", by=worker)
    assert (gone.state, gone.situation, gone.account) == ("withdrawn", None, None)
    assert not HouseholdMember.objects.exists()
    assert not Visit.objects.exists()
    assert not HandedTag.objects.exists()
    assert Agreement.objects.get(withdrawn_at__isnull=False).topic == "family"
    assert code_of(lambda: say_situation(gone, SAID, by=worker)) == "sent"
    assert begin(WORDINGS, VERSION, by=worker) != dossier  # and may come again


def test_what_was_said_about_an_appeal_goes_with_it(offices: Offices, worker: Person) -> None:
    dossier = reject(make_checked(offices, worker), "有两套住房", by=offices.at_county, at=MONDAY)
    asked = appeal(dossier, "其中一套是父母的", by=worker, at=MONDAY)
    answer_appeal(asked, "upheld", "查明属实", by=offices.second)
    assert DossierStep.objects.filter(dossier=dossier, reason__isnull=False).exists()
    take_back(fresh(dossier), "family", by=worker)
    assert not Appeal.objects.exists()
    assert not DossierStep.objects.filter(dossier=dossier, reason__isnull=False).exists()


def test_who_is_forgotten_leaves_the_register(offices: Offices, worker: Person) -> None:
    dossier = make_registered(offices, worker, child=child_number())
    erase([worker.pk])
    gone = fresh(dossier)
    assert (gone.state, gone.situation, gone.account) == ("withdrawn", None, None)
    assert not HouseholdMember.objects.exists()
    assert not HandedTag.objects.exists()
    assert not dossiers_seen_by(offices.at_county).exists()


def test_what_was_said_goes_three_years_after_leaving(offices: Offices, worker: Person) -> None:
    dossier = make_registered(offices, worker, child=child_number())
    end(dossier, "moved", "迁往外地", by=offices.at_county, at=NEXT_WEEK)
    purge(NEXT_WEEK + 3 * 365 * DAY)
    assert fresh(dossier).situation is not None
    purge(NEXT_WEEK + 3 * 367 * DAY)
    assert fresh(dossier).situation is None
    assert not HouseholdMember.objects.exists()
    assert not Visit.objects.exists()


def batch_of(offices: Offices) -> PaymentBatch:
    source = name_source(offices.county, "困难帮扶资金", "local", by=offices.at_county)
    return open_batch(offices.county, "三月生活救助", "living", source, key=uuid4(), by=offices.at_county)


def test_aid_is_a_line_of_a_batch_and_stays_under_the_limit(offices: Offices, worker: Person) -> None:
    dossier, batch = make_published(offices, worker), batch_of(offices)
    month = Help("living", 500_000, batch)
    by = offices.at_county
    assert code_of(lambda: give_aid(dossier, month, key=uuid4(), by=by, at=MONDAY)) == "not_registered"
    dossier = register(dossier, by=offices.second, at=NEXT_WEEK)
    key = uuid4()
    aid = give_aid(dossier, month, key=key, by=offices.at_county, at=NEXT_WEEK)
    assert give_aid(dossier, month, key=key, by=offices.at_county, at=NEXT_WEEK) == aid
    assert aid.payment is not None
    assert (aid.payment.amount, aid.payment.tail, batch.lines.count()) == (500_000, "2001", 1)
    # 8,400 yuan a household and year
    assert code_of(lambda: give_aid(dossier, month, key=uuid4(), by=by, at=NEXT_WEEK)) == "over_the_limit"
    placed = Help("placing", note="介绍到物业公司")
    assert give_aid(dossier, placed, key=uuid4(), by=offices.at_county, at=NEXT_WEEK).payment is None


def test_better_off_leaves_after_six_months_in_a_row(offices: Offices, worker: Person) -> None:
    dossier = make_registered(offices, worker, child=child_number())
    since = date(2026, 4, 1)

    def out(day: str) -> Dossier:
        return end(fresh(dossier), "better", "收入稳定", by=offices.at_county, at=at(day))

    assert code_of(lambda: out("2026-05-01 09:00")) == "too_early"
    review(dossier, "better", "妻子已康复上班", since=since, by=offices.at_county, at=at("2026-05-01 09:00"))
    assert code_of(lambda: out("2026-09-30 09:00")) == "too_early"
    review(fresh(dossier), "same", "又失业了", since=None, by=offices.at_county, at=at("2026-10-01 09:00"))
    assert code_of(lambda: out("2026-10-02 09:00")) == "too_early"  # not in a row
    review(fresh(dossier), "better", "重新就业", since=since, by=offices.at_county, at=at("2026-10-03 09:00"))
    assert out("2026-10-03 10:00").state == "exited"
    assert not HandedTag.objects.exists()
    assert follow_up(fresh(dossier), "电话回访，生活正常", by=offices.at_county).state == "exited"


def test_a_review_falls_due_once(offices: Offices, worker: Person) -> None:
    dossier = make_registered(offices, worker)
    assert tell_reviews_due(at=at("2027-03-10 09:00")) == 0
    assert tell_reviews_due(at=at("2027-03-11 09:00")) == 1
    assert tell_reviews_due(at=at("2027-03-12 09:00")) == 0
    review(fresh(dossier), "same", "仍在治疗", since=None, by=offices.at_county, at=at("2027-03-12 09:00"))
    assert fresh(dossier).review_due == date(2028, 3, 12)
    assert tell_reviews_due(at=at("2028-03-12 09:00")) == 1


def test_an_appeal_is_answered_by_another(offices: Offices, worker: Person) -> None:
    dossier = reject(make_checked(offices, worker), "有两套住房", by=offices.at_county, at=MONDAY)
    assert code_of(lambda: appeal(dossier, "其中一套是父母的", by=offices.at_town)) == "not_yours"
    asked = appeal(dossier, "其中一套是父母的", by=worker, at=MONDAY)
    assert code_of(lambda: appeal(fresh(dossier), "再问一次", by=worker)) == "appealed"

    def no(by: Person) -> Appeal:
        return answer_appeal(asked, "upheld", "查明属实", by=by)

    assert code_of(lambda: no(offices.at_county)) == "own_decision"
    assert code_of(lambda: no(offices.at_town)) == "elsewhere"
    assert no(offices.second).answer == "upheld"
    assert fresh(dossier).state == "applied"
    assert code_of(lambda: no(offices.second)) == "answered"


def test_the_tag_goes_to_standing_and_nowhere_else(offices: Offices, worker: Person) -> None:
    number = child_number()
    dossier = make_registered(offices, worker, child=number)
    assert Standing.objects.get(person=worker).tags == [FREE_LEARNING]
    assert fresh(dossier).person.tags == []
    child = make_person("欧阳小宁", born_on=date(2009, 11, 4))
    Person.objects.filter(pk=child.pk).update(id_index=blind_index("id_number", number))
    assert hand_tags() == 1
    assert hand_tags() == 0
    assert Standing.objects.get(person=child).tags == [FREE_LEARNING]
    end(fresh(dossier), "moved", "迁往外地", by=offices.at_county, at=NEXT_WEEK)
    assert not Standing.objects.exclude(tags=[]).exists()
    assert not Entry.objects.filter(data__icontains=FREE_LEARNING).exists()


def test_the_story_grows_and_never_changes(offices: Offices, worker: Person) -> None:
    dossier = make_sent(worker)
    give_back(dossier, "请补充医药费票据", by=offices.at_town, at=MONDAY)
    assert DossierStep.objects.filter(dossier=dossier).count() == fresh(dossier).steps == 3
    assert story_of(fresh(dossier))[0].note == "请补充医药费票据"
    assert send(dossier, by=worker, at=MONDAY + DAY).state == "applied"
