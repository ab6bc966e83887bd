# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.letters.web import desk as office
from unionnet.programmes.letters.web import pages as employers

pages = [path("answer/<str:key>", employers.answer_page, name="answer")]
desk = [
    path("", office.listed, name="list"),
    path("export", office.export, name="export"),
    path("new", office.new, name="new"),
    path("<str:public_id>/", office.show, name="letter"),
    path("<str:public_id>/next", office.following, name="next"),
    path("<str:public_id>/delivery", office.delivery, name="delivery"),
    path("<str:public_id>/answer", office.answered, name="answered"),
    path("<str:public_id>/settlement", office.settlement, name="settlement"),
    path("<str:public_id>/paper.<str:ending>", office.paper, name="paper"),
]
