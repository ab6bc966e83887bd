# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from uuid import uuid4

import pytest

from unionnet.doors.seats.actions import (
    keep_phrase,
    make_case,
    note_call,
    open_number,
    pick,
    put_back,
    rise,
    save_draft,
    settle,
    sit,
    withdraw_phrase,
)
from unionnet.doors.seats.models import Call, Draft, Phrase, Seat
from unionnet.doors.seats.queries import phrases_at
from unionnet.doors.seats.tests.makers import (
    MINUTE,
    MONDAY,
    PHONE,
    TITLE,
    Line,
    make_line,
    make_missed,
    make_noted,
    make_ringing,
    make_taken,
    taken_down,
)
from unionnet.foundation.crypto.fields import Sealed
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.casework.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> Line:
    return make_line()


def code_of(deed: object, *given: object, **more: object) -> str:
    with pytest.raises(Refusal) as no:
        deed(*given, **more)  # type: ignore[operator]
    return no.value.code


def test_a_seat_is_taken_once_and_left_when_nothing_is_in_hand(line: Line) -> None:
    first, again = (sit(line.city, "801", by=line.qin, at=MONDAY) for _ in range(2))
    assert first == again
    assert code_of(sit, line.city, "801", by=line.tan) == "extension_used"
    assert code_of(sit, line.county, by=line.qin) == "elsewhere"
    call = make_taken(line)
    assert code_of(rise, by=line.qin) == "calls_in_hand"
    put_back(call, by=line.qin)
    rise(by=line.qin, at=MONDAY + MINUTE)
    rise(by=line.qin)
    assert list(Seat.objects.values_list("until", flat=True)) == [MONDAY + MINUTE]


def test_one_has_the_call(line: Line) -> None:
    call = make_ringing(line)
    assert pick(call, by=line.qin) == pick(call, by=line.qin)
    assert code_of(pick, call, by=line.tan) == "taken"
    assert code_of(pick, make_ringing(line), by=line.at_county) == "elsewhere"


def test_a_call_answered_on_the_spot_is_a_closed_case(line: Line) -> None:
    call = make_taken(line)
    save_draft(call, "{}", 1, by=line.qin)
    said = taken_down(text="两个月没有发工资。", place="物流园", name="王先生")
    done = make_case(call, said, reply="可以申请劳动仲裁，工会提供法律援助。", by=line.qin, at=MONDAY)
    again = make_case(call, said, reply="第二次", by=line.qin)
    case = Case.objects.get()
    assert (done.case, again.case, again.ending) == (case, case, "case")
    assert (case.state, case.channel, case.name, case.title) == ("closed", "call", "王先生", TITLE)
    assert case.text == "两个月没有发工资。\n地点：物流园"
    assert isinstance(case.phone, Sealed)
    assert case.phone.open() == PHONE
    assert not Draft.objects.exists()


def test_a_call_is_dispatched_or_kept(line: Line) -> None:
    sent = make_case(make_taken(line), taken_down(), to=line.county, by=line.qin)
    kept = make_case(make_noted(line), taken_down(phone="023-12351000"), by=line.qin)
    assert [each.case and (each.case.state, each.case.holder) for each in (sent, kept)] == [
        ("dispatched", line.county),
        ("received", line.city),
    ]
    both = {"reply": "好", "to": line.county, "by": line.qin}
    assert code_of(make_case, make_taken(line), taken_down(), **both) == "two_ways"


def test_a_refused_ending_leaves_the_call_and_its_words(line: Line) -> None:
    call = make_taken(line)
    save_draft(call, '{"text": "长"}', 1, by=line.qin)
    assert code_of(make_case, call, taken_down(title=" "), by=line.qin) == "no_title"
    call.refresh_from_db()
    assert (call.ending, Case.objects.count(), Draft.objects.count()) == ("", 0, 1)


def test_without_a_case_it_says_why(line: Line) -> None:
    call = pick(make_missed(line), by=line.qin)
    for wrong in ("", "case", "no such"):
        assert code_of(settle, call, wrong, by=line.qin) == "no_such_ending"
    save_draft(call, "{}", 1, by=line.qin)
    settle(call, "unreached", by=line.qin, at=MONDAY)
    settle(call, "unreached", by=line.qin)
    assert code_of(settle, call, "wrong", by=line.qin) == "settled"
    assert code_of(make_case, call, taken_down(), by=line.qin) == "settled"
    assert code_of(pick, call, by=line.tan) == "settled"
    assert pick(call, by=line.qin).ending == "unreached"
    call.refresh_from_db()
    assert (call.ending, call.settled_at, Draft.objects.count()) == ("unreached", MONDAY, 0)


def test_only_who_has_it_writes_and_ends_it(line: Line) -> None:
    free, taken = make_ringing(line), make_taken(line)
    for deed, given in ((save_draft, ("{}", 1)), (settle, ("wrong",)), (open_number, ()), (put_back, ())):
        assert code_of(deed, free, *given, by=line.qin) == "not_taken"
        assert code_of(deed, taken, *given, by=line.tan) == "taken"
    assert Call.objects.filter(ending="").count() == 2


def test_a_request_that_comes_late_overwrites_nothing(line: Line) -> None:
    call = make_taken(line)
    kept = [save_draft(call, f'{{"text": "{n}"}}', n, by=line.qin).sequence for n in (3, 1, 2, 3, 5)]
    assert kept == [3, 3, 3, 3, 5]
    words = Draft.objects.get().words
    assert isinstance(words, Sealed)
    assert words.open() == '{"text": "5"}'


def test_a_call_noted_twice_from_one_form_is_one(line: Line) -> None:
    key = uuid4()
    first, again = (note_call(line.city, key, "0139 0000-0017", by=line.qin) for _ in range(2))
    assert first == again
    assert code_of(note_call, line.city, uuid4(), "没有号码", by=line.qin) == "no_phone"
    first.refresh_from_db()
    assert isinstance(first.phone, Sealed)
    assert first.phone.open() == PHONE


def test_opening_a_number_is_in_the_journal(line: Line) -> None:
    assert open_number(make_taken(line), by=line.qin) == PHONE
    assert Entry.objects.filter(fact="seats.number_opened", actor_id=line.qin.pk).count() == 1
    assert code_of(open_number, make_taken(line, phone=""), by=line.qin) == "no_phone"


def test_the_journal_knows_neither_number_nor_word(line: Line) -> None:
    make_case(make_taken(line), taken_down(), by=line.qin)
    told = " ".join(str(entry.data) for entry in Entry.objects.filter(fact__startswith="seats."))
    assert told
    assert (PHONE in told, TITLE in told) == (False, False)


def test_phrases_are_handed_down_and_the_nearer_counts(line: Line) -> None:
    keep_phrase(line.city, "jb", "市里的话", by=line.qin)
    keep_phrase(line.city, "gz", "工资的话", by=line.qin)
    own = keep_phrase(line.county, "jb", "县里的话", by=line.at_county)
    assert keep_phrase(line.county, "jb", "县里的新话", by=line.at_county) == own
    assert [each.text for each in phrases_at(line.county)] == ["工资的话", "县里的新话"]
    assert code_of(keep_phrase, line.city, "jb", "县里的话", by=line.at_county) == "elsewhere"
    assert code_of(keep_phrase, line.city, "J1", "话", by=line.qin) == "bad_key"
    withdraw_phrase(own, by=line.at_county)
    withdraw_phrase(own, by=line.at_county)
    assert [each.text for each in phrases_at(line.county)] == ["工资的话", "市里的话"]
    assert Phrase.objects.count() == 3
