# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.studyaid.web import desk as office
from unionnet.programmes.studyaid.web import pages as members

pages = [
    path("", members.home, name="home"),
    path("schemes/<str:public_id>", members.scheme, name="scheme"),
    path("applications/<str:public_id>", members.application, name="application"),
    path("papers/<str:public_id>", members.paper, name="paper"),
]
desk = [
    path("", office.listed, name="list"),
    path("new", office.new, name="new"),
    path("applications.xlsx", office.export, name="export"),
    path("<str:public_id>", office.application, name="application"),
    path("<str:public_id>/decision", office.decided, name="decide"),
]
