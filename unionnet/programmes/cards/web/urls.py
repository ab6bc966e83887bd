# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.cards.web import desk as counter
from unionnet.programmes.cards.web import pages as members

pages = [
    path("", members.mine, name="mine"),
    path("<str:public_id>/closure", members.close_own, name="close_own"),
]
desk = [
    path("", counter.listed, name="list"),
    path("cards.xlsx", counter.export, name="export"),
    path("<str:public_id>", counter.card, name="card"),
    path("<str:public_id>/issue", counter.issued, name="issue"),
    path("<str:public_id>/closure", counter.closed, name="close"),
]
