# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.knowledge.web import desk as office
from unionnet.programmes.knowledge.web import pages as phone

pages = [
    path("", phone.ask, name="ask"),
    path("plainly", phone.plainly, name="plainly"),
    path("handover", phone.handover, name="handover"),
    path("<str:public_id>", phone.show, name="answer"),
]
desk = [
    path("", office.listed, name="list"),
    path("answers.xlsx", office.export, name="export"),
    path("closed", office.closed, name="closed"),
    path("new", office.new, name="new"),
    path("<str:public_id>", office.edit, name="edit"),
    path("<str:public_id>/publication", office.publication, name="publication"),
    path("<str:public_id>/withdrawal", office.withdrawal, name="withdrawal"),
]
