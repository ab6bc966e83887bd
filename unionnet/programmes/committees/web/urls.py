# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.committees.web import elections, handovers, lists, outcomes, unions

desk = [
    path("", lists.due, name="due"),
    path("export", lists.export, name="export"),
    path("rules/", lists.rules, name="rules"),
    path("handovers/", handovers.handovers, name="handovers"),
    path("handovers/<slug:public_id>/", handovers.handover, name="handover"),
    path("unions/<slug:public_id>/", unions.union, name="union"),
    path("unions/<slug:public_id>/register/", unions.register, name="register"),
    path("bodies/<slug:public_id>/fill/", unions.fill, name="fill"),
    path("bodies/<slug:public_id>/ask/", unions.ask, name="ask"),
    path("seats/<int:number>/leave/", unions.leave, name="leave"),
    path("unions/<slug:public_id>/renew/", elections.renew, name="renew"),
    path("elections/<slug:public_id>/", elections.election, name="election"),
    path("elections/<slug:public_id>/plan/", elections.plan, name="plan"),
    path("elections/<slug:public_id>/names/", elections.names, name="names"),
    path("elections/<slug:public_id>/drop/", elections.drop, name="drop"),
    path("elections/<slug:public_id>/count/", elections.count, name="count"),
    path("elections/<slug:public_id>/votes.xlsx", elections.votes_sheet, name="votes_sheet"),
    path("elections/<slug:public_id>/posts/", outcomes.posts, name="posts"),
    path("elections/<slug:public_id>/move/", outcomes.move, name="move"),
    path("elections/<slug:public_id>/report/", outcomes.report, name="report"),
]
