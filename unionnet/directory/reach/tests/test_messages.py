# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.reach.actions import (
    Draft,
    confirm_message,
    discard_message,
    draft_message,
    spread_messages,
)
from unionnet.directory.reach.models import Message, Notice
from unionnet.directory.reach.queries import messages_seen_by, progress_of
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
DRAFT = Draft("高温慰问", "明天上午在驿站领清凉包。")


def test_a_message_reaches_the_members_below_and_nobody_else() -> None:
    county = make_union("云阳县总工会")
    street, other = make_union("双江街道总工会", county), make_union("别处总工会")
    officer = make_officer(county)
    rider = make_person("骑手", union=street, tags=("rider",))
    make_person("外人", union=other)
    make_person("访客")
    message = confirm_message(draft_message(county, DRAFT, by=officer), by=officer)
    assert message.people == 2
    assert spread_messages() == 2
    assert spread_messages() == 0
    assert set(Notice.objects.values_list("person", flat=True)) == {officer.pk, rider.pk}
    message.refresh_from_db()
    assert (message.state, message.reached) == ("spread", 2)
    assert Entry.objects.filter(fact="reach.message_confirmed").count() == 1


def test_tags_narrow_the_audience() -> None:
    county = make_union("云阳县总工会")
    officer = make_officer(county)
    make_person("骑手", union=county, tags=("rider",))
    draft = Draft("骑手专属", "……", tags=["rider"])
    assert confirm_message(draft_message(county, draft, by=officer), by=officer).people == 1


def test_nothing_goes_out_before_it_is_confirmed() -> None:
    county = make_union("云阳县总工会")
    officer = make_officer(county)
    message = draft_message(county, DRAFT, by=officer)
    assert spread_messages() == 0
    discard_message(message, by=officer)
    assert Message.objects.count() == 0


def test_an_officer_cannot_write_above_or_beside() -> None:
    county = make_union("云阳县总工会")
    street = make_union("双江街道总工会", county)
    officer = make_officer(street)
    with pytest.raises(Refusal, match="您只能给自己工会"):
        draft_message(county, DRAFT, by=officer)
    assert list(messages_seen_by(make_person("会员", union=county))) == []


def test_a_message_is_sent_once_and_not_to_nobody() -> None:
    county = make_union("云阳县总工会")
    officer = make_officer(county)
    message = draft_message(county, DRAFT, by=officer)
    confirm_message(message, by=officer)
    with pytest.raises(Refusal, match="已经发出"):
        confirm_message(message, by=officer)
    with pytest.raises(Refusal, match="没有可以接收的会员"):
        confirm_message(draft_message(county, Draft("空", "…", tags=["nobody"]), by=officer), by=officer)


def test_progress_counts_reached_read_and_texts() -> None:
    county = make_union("云阳县总工会")
    officer = make_officer(county)
    make_person("林晓", union=county)
    draft = Draft("高温慰问", "……", by_text=True)
    message = confirm_message(draft_message(county, draft, by=officer), by=officer)
    spread_messages()
    message.refresh_from_db()
    progress = progress_of(message)
    assert (progress.people, progress.reached, progress.read) == (2, 2, 0)
    assert (progress.texts, progress.texts_sent, progress.texts_failed) == (2, 0, 0)
