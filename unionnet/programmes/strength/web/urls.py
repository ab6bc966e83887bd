# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.strength.web import desk as doors

desk = [
    path("", doors.rounds, name="rounds"),
    path("<slug:public_id>/", doors.ranking, name="ranking"),
    path("<slug:public_id>/export", doors.ranking_export, name="ranking_export"),
    path("<slug:public_id>/publish", doors.publish, name="publish"),
    path("sheets/<slug:public_id>/", doors.sheet, name="sheet"),
    path("sheets/<slug:public_id>/<int:number>/", doors.item, name="item"),
    path("sheets/<slug:public_id>/<int:number>/file", doors.evidence, name="evidence"),
    path("sheets/<slug:public_id>/hand-in", doors.hand_in, name="hand_in"),
    path("sheets/<slug:public_id>/finish", doors.finish, name="finish"),
]
