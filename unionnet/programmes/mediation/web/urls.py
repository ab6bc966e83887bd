# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.mediation.web import desk as office
from unionnet.programmes.mediation.web import limits, lists, moving
from unionnet.programmes.mediation.web import pages as phone

pages = [
    path("", phone.home, name="home"),
    path("limits", limits.limits, name="limits"),
    path("new", phone.new, name="new"),
    path("answer/<str:key>", phone.answer, name="answer"),
    path("<str:public_id>/", phone.show, name="mediation"),
    path("<str:public_id>/longer", phone.longer, name="longer"),
]
desk = [
    path("", office.listed, name="list"),
    path("export", office.export, name="export"),
    path("new", office.new, name="new"),
    path("months", lists.months, name="months"),
    path("months/export", lists.months_export, name="months_export"),
    path("mediators", lists.mediators, name="mediators"),
    path("mediators/<str:public_id>/retirement", lists.retire, name="retire"),
    path("<str:public_id>/", office.show, name="mediation"),
    path("<str:public_id>/move/<str:name>", moving.move, name="move"),
    path("<str:public_id>/paper/<str:sheet>.<str:ending>", office.paper, name="paper"),
]
