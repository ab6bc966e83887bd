# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.legalaid.web import desk as office
from unionnet.programmes.legalaid.web import lists, moving
from unionnet.programmes.legalaid.web import pages as phone

pages = [
    path("", phone.home, name="home"),
    path("new", phone.new, name="new"),
]
desk = [
    path("", office.listed, name="list"),
    path("export", office.export, name="export"),
    path("new", office.new, name="new"),
    path("lawyers", lists.lawyers, name="lawyers"),
    path("lawyers/<str:public_id>/retirement", lists.retire, name="retire"),
    path("phones", lists.phones, name="phones"),
    path("of/<str:public_id>", office.open_of, name="open"),
    path("<str:public_id>/", office.show, name="aid"),
    path("<str:public_id>/move/<str:name>", moving.move, name="move"),
]
