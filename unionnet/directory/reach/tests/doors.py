# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.directory.reach.actions import Draft, draft_message
from unionnet.directory.reach.models import Message, Notice

DOORS = """
/api/v1/me/notices                GET       signed-in
/api/v1/me/notices/<notice>/read  POST      owner
/desk/reach/                      GET       officer
/desk/reach/<message>/            GET       officer @ own parent
/desk/reach/<message>/confirm/    POST      officer @ own parent
/desk/reach/<message>/discard/    POST      officer @ own parent
/desk/reach/<message>/progress/   GET       officer @ own parent
/desk/reach/excel/                GET       officer
/desk/reach/new/                  GET,POST  officer
/reach/                           GET       signed-in
/reach/<notice>/                  GET       owner
/reach/demo-phone/                GET       nobody
/reach/read/                      POST      signed-in
/reach/settings/                  GET,POST  signed-in
/reach/wechat/                    GET       nobody
"""


def message(home: Home) -> Message:
    return draft_message(home.union, Draft("停水通知", "明日停水。"), by=home.officer)


def notice(home: Home) -> Notice:
    return Notice.objects.create(person=home.member, kind="notice", title="t", text="t", key="k")
