# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.hardship.web import checking, copies, courses, filling, helping, visiting
from unionnet.programmes.hardship.web import desk as office
from unionnet.programmes.hardship.web import pages as phone

pages = [
    path("", phone.home, name="home"),
    path("self-test", phone.self_test, name="self-test"),
    path("apply", phone.apply, name="apply"),
    path("notices/", phone.notices, name="notices"),
    path("notices/<str:public_id>", phone.notice, name="notice"),
    path("papers/<str:public_id>", phone.paper, name="paper"),
    path("mine/", phone.mine, name="mine"),
    path("mine/agreements", phone.agreements, name="agreements"),
    path("mine/situation", filling.situation, name="situation"),
    path("mine/particulars/<str:part>", filling.particulars, name="particulars"),
    path("mine/members", filling.members, name="members"),
    path("mine/members/<str:public_id>/remove", filling.member_gone, name="drop-member"),
    path("mine/papers", filling.proofs, name="proofs"),
    path("mine/papers/<str:public_id>/remove", filling.proof_gone, name="drop-proof"),
    path("mine/account", filling.account, name="account"),
    path("mine/send", filling.sent, name="send"),
    path("mine/appeal", filling.appealed, name="appeal"),
    path("visits/<str:public_id>", visiting.visit, name="visit"),
    path("visits/<str:public_id>/photos", visiting.photo, name="visit-photo"),
    path("courses/", courses.listed, name="courses"),
    path("courses/<str:public_id>", courses.course, name="course"),
    path("courses/<str:public_id>/place", courses.taken, name="course-place"),
]
desk = [
    path("", office.listed, name="list"),
    path("figures", office.figures, name="figures"),
    path("checks/", checking.listed, name="checks"),
    path("checks/new", checking.new, name="new-check"),
    path("checks/<str:public_id>", checking.check_list, name="check"),
    path("checks/<str:public_id>/let-go", checking.let_it_go, name="let-go"),
    path("checks/<str:public_id>/list.xlsx", checking.taken, name="take-check"),
    path("checks/<str:public_id>/answers", checking.answered, name="answers"),
    path("copies/", copies.listed, name="copies"),
    path("copies/<str:public_id>", copies.shown, name="copy"),
    path("copies/<str:public_id>/let-go", copies.let_it_go, name="let-copy-go"),
    path("copies/<str:public_id>/register.xlsx", copies.taken, name="take-copy"),
    path("courses/", courses.desk, name="courses"),
    path("courses/new", courses.new, name="new-course"),
    path("<str:public_id>/", office.dossier, name="dossier"),
    path("<str:public_id>/opening", office.opened, name="open"),
    path("<str:public_id>/move", office.moved, name="move"),
    path("<str:public_id>/aid", helping.aid, name="aid"),
    path("<str:public_id>/review", helping.reviewed, name="review"),
    path("<str:public_id>/end", helping.ended, name="end"),
    path("<str:public_id>/call", helping.called, name="follow-up"),
    path("<str:public_id>/appeal", helping.answered, name="answer"),
]
