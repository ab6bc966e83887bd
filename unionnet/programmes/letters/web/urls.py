# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.letters.web import desk as office
from unionnet.programmes.letters.web import dismissals
from unionnet.programmes.letters.web import pages as employers

pages = [path("answer/<str:key>", employers.answer_page, name="answer")]
desk = [
    path("", office.listed, name="list"),
    path("export", office.export, name="export"),
    path("new", office.new, name="new"),
    path("dismissals/", dismissals.listed, name="dismissals"),
    path("dismissals/export", dismissals.export, name="dismissals-export"),
    path("dismissals/new", dismissals.new, name="dismissals-new"),
    path("dismissals/<str:public_id>/", dismissals.show, name="dismissal"),
    path("dismissals/<str:public_id>/agreement", dismissals.agreement, name="dismissal-agreement"),
    path("dismissals/<str:public_id>/objection", dismissals.objection, name="dismissal-objection"),
    path("dismissals/<str:public_id>/result", dismissals.result, name="dismissal-result"),
    path("dismissals/<str:public_id>/paper.<str:ending>", dismissals.paper, name="dismissal-paper"),
    path("<str:public_id>/", office.show, name="letter"),
    path("<str:public_id>/next", office.following, name="next"),
    path("<str:public_id>/delivery", office.delivery, name="delivery"),
    path("<str:public_id>/answer", office.answered, name="answered"),
    path("<str:public_id>/settlement", office.settlement, name="settlement"),
    path("<str:public_id>/paper.<str:ending>", office.paper, name="paper"),
]
