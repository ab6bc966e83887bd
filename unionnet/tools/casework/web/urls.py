# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.tools.casework.web import desk as office
from unionnet.tools.casework.web import flows, moving, rates, sending
from unionnet.tools.casework.web import pages as phone

pages = [
    path("", phone.mine, name="mine"),
    path("new", phone.new, name="new"),
    path("lookup", phone.lookup, name="lookup"),
    path("<str:public_id>/", phone.show, name="case"),
    path("<str:public_id>/rating", phone.rating, name="rating"),
    path("<str:public_id>/more", phone.more, name="more"),
    path("<str:public_id>/leave", phone.leave, name="leave"),
    path("<str:public_id>/papers/<str:paper_id>", phone.paper, name="paper"),
]
desk = [
    path("", office.trays, name="list"),
    path("export", office.export, name="export"),
    path("new", office.new, name="new"),
    path("send", sending.send, name="send"),
    path("flows", flows.flows, name="flows"),
    path("flows/<str:key>", flows.flow, name="flow"),
    path("rates", rates.rates, name="rates"),
    path("rates/export", rates.export, name="rates_export"),
    path("<str:public_id>/", office.show, name="case"),
    path("<str:public_id>/caller", moving.caller, name="caller"),
    path("<str:public_id>/move/<str:name>", moving.move, name="move"),
    path("<str:public_id>/papers/<str:paper_id>", office.paper, name="paper"),
]
