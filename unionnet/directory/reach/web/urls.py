# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.directory.reach.web import demo
from unionnet.directory.reach.web import desk as officers
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
    path("", officers.messages, name="list"),
    path("excel/", officers.export, name="export"),
    path("new/", officers.write, name="new"),
    path("<str:public_id>/", officers.message, name="message"),
    path("<str:public_id>/progress/", officers.progress, name="progress"),
    path("<str:public_id>/confirm/", officers.confirm, name="confirm"),
    path("<str:public_id>/discard/", officers.discard, name="discard"),
]
