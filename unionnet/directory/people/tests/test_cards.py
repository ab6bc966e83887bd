# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tests.makers import make_person, make_union
from unionnet.directory.people import cards
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db


def test_a_card_says_who_is_a_member_for_five_minutes() -> None:
    member, now = make_person("秦朗", union=make_union("云阳县总工会")), database_now()
    token, until = cards.issue(member, at=now)
    claim = cards.read(token, at=now + timedelta(minutes=4, seconds=59))
    assert (claim.person, claim.state, claim.union) == (member.public_id, "member", "云阳县总工会")
    assert cards.verify(f"http://127.0.0.1/people/v/{token}") == member
    assert until - now == timedelta(minutes=5)
    with pytest.raises(Refusal) as caught:
        cards.read(token, at=now + timedelta(minutes=5))
    assert caught.value.code == "card_over"


def test_three_states_are_never_mixed() -> None:
    stranger, known = make_person("访客", real_name=False), make_person("实名")
    assert cards.read(cards.issue(stranger)[0]).state == "visitor"
    assert cards.read(cards.issue(known)[0]).state == "real_name"


@pytest.mark.parametrize("bend", ["payload", "signature", "short", "empty", "long", "letters"])
def test_a_bent_card_is_no_card(bend: str) -> None:
    token, _until = cards.issue(make_person("秦朗"))
    payload, signature = token.split(".")
    bent = {
        "payload": f"{payload[:-2]}AA.{signature}",
        "signature": f"{payload}.{signature[:-4]}AAAA",
        "short": f"{payload}.AAAA",
        "empty": "",
        "long": "a" * 5000,
        "letters": "会员.码",
    }[bend]
    with pytest.raises(Refusal) as caught:
        cards.read(bent)
    assert caught.value.code == "no_card"


def test_the_key_is_nobody_elses_to_read() -> None:
    cards.issue(make_person("秦朗"))
    mode = (Path(settings.UNIONNET_KEYS) / "card.pem").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert sorted(cards.public_key()) == ["crv", "kty", "x", "y"]
