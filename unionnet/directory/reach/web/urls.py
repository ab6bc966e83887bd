# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.directory.reach.web import demo, desk
from unionnet.directory.reach.web import pages as phone

pages = [
    path("", phone.inbox, name="inbox"),
    path("read/", phone.read_all, name="read_all"),
    path("settings/", phone.settings, name="settings"),
    path("demo-phone/", demo.phone, name="demo_phone"),
    path("wechat/", demo.wechat, name="wechat"),
    path("<str:public_id>/", phone.notice, name="notice"),
]
desk = [
    path("", desk.messages, name="list"),
    path("excel/", desk.export, name="export"),
    path("new/", desk.write, name="new"),
    path("<str:public_id>/", desk.message, name="message"),
    path("<str:public_id>/progress/", desk.progress, name="progress"),
    path("<str:public_id>/confirm/", desk.confirm, name="confirm"),
    path("<str:public_id>/discard/", desk.discard, name="discard"),
]
