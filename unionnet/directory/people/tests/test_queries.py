# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from django.db import connection

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.people.models import Standing
from unionnet.directory.people.queries import found_members

pytestmark = pytest.mark.django_db


def test_members_are_found_by_a_tag_they_have() -> None:
    union = make_union("云阳县总工会")
    officer = make_officer(union)
    rider, driver = (
        make_person("甲", union=union, tags=("courier", "new_form")),
        make_person("乙", union=union),
    )
    found = found_members(officer, tag="new_form")
    assert [membership.person for membership in found] == [rider]
    assert driver not in [membership.person for membership in found]


def test_a_tag_is_looked_for_in_its_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "standing_tags" in Standing.objects.filter(tags__contains=["new_form"]).explain()


def test_members_are_found_by_pinyin_initials_and_whole_numbers() -> None:
    union = make_union("双江街道总工会")
    officer, member = make_officer(union), make_person("王小明", union=union)
    card = member.memberships.get().card_no or ""
    id_number, mobile = (each.open() for each in (member.id_number, member.mobile))
    for words in ("王小", "wangxiao", "wxm", "WXM", id_number, mobile, card):
        assert [row.person for row in found_members(officer, words=words)] == [member], words
    for words in ("xiaoming", mobile[:-1], "明"):
        assert not found_members(officer, words=words).exists(), words
