# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.directory.people.web import joining, mine, registers, reviewing, signing

pages = [
    path("me", mine.me, name="me"),
    path("identity", mine.real_name, name="real_name"),
    path("card", mine.card, name="card"),
    path("v/<str:token>", mine.validity, name="validity"),
    path("consents", mine.consents, name="consents"),
    path("consents/<int:pk>/withdrawal", mine.take_consent_back, name="take_consent_back"),
    path("seen", mine.seen, name="seen"),
    path("accounts", mine.accounts, name="accounts"),
    path("join/code", joining.prove, name="prove"),
    path("join/merge", joining.merge, name="merge"),
    path("join/merge/code", joining.merge_prove, name="merge_prove"),
    path("applications/<str:public_id>", joining.application, name="application"),
    path("applications/<str:public_id>/answer", joining.answer, name="answer"),
    path("applications/<str:public_id>/withdrawal", joining.take_back, name="take_back"),
    path("memberships/<str:public_id>/withdrawal", mine.leave, name="leave"),
    path("post", signing.choose_post, name="post"),
    path("demo/<slug:name>", signing.demo_sign_in, name="demo"),
]
desk = [
    path("", registers.members, name="members"),
    path("members.xlsx", registers.export, name="export"),
    path("applications", reviewing.applications, name="applications"),
    path("applications/decision", reviewing.decide_all, name="decide_all"),
    path("applications/<str:public_id>", reviewing.application, name="application"),
    path("applications/<str:public_id>/decision", reviewing.decide, name="decide"),
    path("enter", reviewing.enter, name="enter"),
    path("import", registers.roster, name="import"),
    path("import/template.xlsx", registers.template, name="template"),
    path("imports", registers.rosters, name="imports"),
    path("imports/<str:public_id>", registers.imported, name="imported"),
    path("imports/<str:public_id>/progress", registers.import_progress, name="import_progress"),
    path("codes", registers.codes, name="codes"),
    path("codes.xlsx", registers.codes_export, name="codes_export"),
    path("verify", registers.verify, name="verify"),
    path("roles", registers.roles, name="roles"),
    path("roles/<int:pk>/end", registers.end, name="end"),
    path("p/<str:public_id>", registers.person, name="person"),
    path("p/<str:public_id>/opening", registers.open_one, name="open"),
]
root = [
    path("j/<slug:code>", joining.scan, name="join"),
]
