# SPDX-License-Identifier: Apache-2.0
"""A union among thousands is typed, not scrolled to."""

import pytest
from django import forms
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.queries import unions_reached_by
from unionnet.directory.people.web.choosing import SUGGESTED, UnionChoice

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    union = UnionChoice(label="工会")


def typed(words: str, county: Organisation) -> forms.Form:
    form = Form({"union": words})
    form.fields["union"].unions = unions_reached_by(make_officer(county))  # type: ignore[attr-defined]
    form.is_valid()
    return form


def test_a_union_is_found_by_its_name_and_no_other_way_by_chance() -> None:
    county = make_union("云阳县总工会")
    town, foreign = make_union("龙角镇总工会", county), make_union("外县总工会")
    assert typed(" 龙角镇总工会 ", county).cleaned_data["union"] == town
    assert typed("龙角镇", county).errors["union"] == ["请写全名。您找的是不是：龙角镇总工会"]
    for words in (foreign.name, str(town.pk), "%", "'; --", "龙" * 300, "（）", "甲（乙）"):
        assert "union" in typed(words, county).errors
    assert typed("", county).errors["union"]


def test_two_of_one_name_are_told_apart_by_the_union_above() -> None:
    county = make_union("云阳县总工会")
    towns = [make_union(name, county) for name in ("甲镇总工会", "乙镇总工会")]
    twins = [make_union("新华村工会", town) for town in towns]
    assert "新华村工会（甲镇总工会）" in typed("新华村工会", county).errors["union"][0]
    assert typed("新华村工会（乙镇总工会）", county).cleaned_data["union"] == twins[1]


def test_a_page_does_not_list_every_union_and_fills_in_the_only_one(client: Client) -> None:
    county = make_union("云阳县总工会")
    admin = make_officer(county, role="security_admin")
    sign_in(client, admin)
    assert 'value="云阳县总工会"' in client.get("/desk/people/roles").content.decode()
    path = county.path
    Organisation.objects.bulk_create(
        Organisation(
            name=f"第{n}村工会", parent=county, path=f"{path}{n:04d}", kind="village_joint_union",
            region_code="500235", since=county.since,
        )
        for n in range(1, SUGGESTED + 60)
    )  # fmt: skip
    page = client.get("/desk/people/roles").content.decode()
    assert page.count("<option") < SUGGESTED + 20
    assert f"第{SUGGESTED + 50}村工会" not in page
    given = {"card_no": "无此卡", "organisation": f"第{SUGGESTED + 50}村工会", "name": "officer"}
    given |= {"since": "2026-01-01", "reason": "换届任命"}
    assert "没有这个会员证号的会员。" in text_of(client.post("/desk/people/roles", given))
