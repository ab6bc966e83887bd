# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.committees.web import lists, unions

desk = [
    path("", lists.due, name="due"),
    path("export", lists.export, name="export"),
    path("rules/", lists.rules, name="rules"),
    path("unions/<slug:public_id>/", unions.union, name="union"),
    path("unions/<slug:public_id>/register/", unions.register, name="register"),
    path("bodies/<slug:public_id>/fill/", unions.fill, name="fill"),
    path("bodies/<slug:public_id>/ask/", unions.ask, name="ask"),
    path("seats/<int:number>/leave/", unions.leave, name="leave"),
    path("permissions/<slug:public_id>/", unions.decide, name="decide"),
]
