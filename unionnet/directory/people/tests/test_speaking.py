# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from django.test import Client

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.people.actions import choose_language, make_join_code
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db


def test_a_language_is_chosen_once_however_often_the_button_is_pressed(client: Client) -> None:
    anna = make_person("ERIKSSON ANNA")
    phone = sign_in(client, anna)
    for _time in range(2):
        page = phone.post("/people/language", {"to": "en"}, follow=True).content.decode()
    anna.refresh_from_db()
    assert anna.language == "en"
    assert 'value="en" lang="en" aria-pressed="true"' in page
    assert Entry.objects.filter(fact="people.language_chosen").count() == 1


@pytest.mark.parametrize("language", ["", "de", "\x00", "e" * 5000])
def test_others_are_not_spoken(language: str) -> None:
    anna = make_person("ERIKSSON ANNA")
    with pytest.raises(Refusal):
        choose_language(anna, language, by=anna)


def test_the_form_behind_a_code_offers_english_at_first_sight(client: Client) -> None:
    union = make_union("内罗毕项目工会")
    code = make_join_code(union, by=make_officer(union))
    page = client.get(f"/j/{code.code}", headers={"accept-language": "zh-CN"}).content.decode()
    assert page.index('value="en"') < page.index("<main")
    assert f'name="next" value="/j/{code.code}"' in page
    assert '<option value="resident_id" selected>' in page
    english = client.get(f"/j/{code.code}", headers={"accept-language": "en"}).content.decode()
    assert '<option value="passport" selected>' in english
    assert 'id_type:resident_id" open>' in english
