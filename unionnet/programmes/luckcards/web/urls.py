# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.luckcards.web import desk as office
from unionnet.programmes.luckcards.web import pages as members

pages = [
    path("", members.listed, name="list"),
    path("gifts/<str:code>", members.gift, name="gift"),
    path("gifts/<str:code>/back", members.called_back, name="call_back"),
    path("<str:public_id>", members.collection, name="collection"),
    path("<str:public_id>/scan", members.scan, name="scan"),
    path("<str:public_id>/tries", members.collected, name="collect"),
    path("<str:public_id>/exchange", members.exchanged, name="exchange"),
    path("<str:public_id>/offers", members.offered, name="offer"),
]
desk = [
    path("", office.listed, name="list"),
    path("new", office.new, name="new"),
    path("markers/<str:public_id>/poster.pdf", office.poster, name="poster"),
    path("markers/<str:public_id>/end", office.taken_down, name="take_down"),
    path("<str:public_id>", office.collection, name="collection"),
    path("<str:public_id>/markers", office.put_up, name="put_up"),
]
