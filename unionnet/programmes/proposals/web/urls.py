# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.proposals.web import desk as office
from unionnet.programmes.proposals.web import events, replies
from unionnet.programmes.proposals.web import pages as phone

pages = [path("", phone.judged, name="judge")]
desk = [
    path("", office.listed, name="list"),
    path("export", office.export, name="export"),
    path("events/", events.listed, name="events"),
    path("events/new", events.new, name="new-event"),
    path("events/<str:public_id>/", events.show, name="event"),
    path("events/<str:public_id>/participants", events.participant, name="new-participant"),
    path("events/<str:public_id>/proposals", events.proposal, name="new-proposal"),
    path("participants/<str:public_id>/phone", events.phone, name="phone"),
    path("replies/<str:public_id>/paper.<str:ending>", replies.paper, name="paper"),
    path("replies/<str:public_id>/judgement", replies.judgement, name="judgement"),
    path("<str:public_id>/", office.show, name="proposal"),
    path("<str:public_id>/task", office.task, name="task"),
    path("<str:public_id>/consultation", replies.consultation, name="consultation"),
    path("<str:public_id>/reply", replies.written, name="reply"),
]
