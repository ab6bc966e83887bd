# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.feedback.web import desk as office
from unionnet.programmes.feedback.web import pages as phone

pages = [
    path("", phone.home, name="home"),
    path("new", phone.new, name="new"),
    path("follow", phone.follow, name="follow"),
]
desk = [
    path("", office.listed, name="list"),
    path("export", office.export, name="export"),
    path("box", office.box, name="box"),
    path("<str:public_id>/", office.show, name="feedback"),
    path("<str:public_id>/task", office.task, name="task"),
    path("<str:public_id>/words", office.words, name="words"),
    path("<str:public_id>/words/end", office.take_back, name="take-back"),
]
