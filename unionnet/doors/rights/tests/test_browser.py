# SPDX-License-Identifier: Apache-2.0
"""On a phone, with the worker at work: show that it is me, ask for my data, have it in the hand."""

import json
import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.makers import make_person, make_union
from tests.serving import Site
from unionnet.directory.people.models import Account

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_a_copy_in_the_hand_within_a_minute(phone: Page, demo_site: Site) -> None:
    lin = make_person("林晓", union=make_union("云阳县总工会"))
    Account.objects.filter(person=lin).update(is_demo=True, login="demo-lin")
    phone.goto(f"{demo_site.url}/account/login/")
    token = phone.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    form: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token, "next": "/rights/"}
    phone.request.post(f"{demo_site.url}/people/demo/demo-lin", form=form, headers={"Referer": demo_site.url})
    phone.goto(f"{demo_site.url}/rights/")
    phone.get_by_role("link", name="下载我的信息").click()
    phone.get_by_role("button", name="发送验证码").click()
    told = phone.context.new_page()
    told.goto(f"{demo_site.url}/reach/demo-phone/")
    code = re.search(r"验证码 (\d{6})", told.content())
    assert code
    told.close()
    phone.get_by_label("短信验证码").fill(code[1])
    phone.get_by_role("button", name="确认").click()
    phone.get_by_role("button", name="生成一份").click()
    download = phone.get_by_role("link", name="下载", exact=True)
    expect(download).to_be_visible()
    with phone.expect_download() as arriving:
        download.click()
    with zipfile.ZipFile(arriving.value.path()) as archive:
        data = json.loads(archive.read("data.json"))
    names = [row["name"] for kind in data["kinds"] if kind["kind"] == "people.Person" for row in kind["rows"]]
    assert names == ["林晓"]
