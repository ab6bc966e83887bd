# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.directory.organisations.web import changes, employers, lists
from unionnet.directory.organisations.web import desk as views

desk = [
    path("", views.tree, name="tree"),
    path("list/", views.organisations, name="list"),
    path("list/export", views.organisations_export, name="list_export"),
    path("import/", lists.unions, name="import"),
    path("import/template", lists.template, name="import_template"),
    path("report/", views.report, name="report"),
    path("report/export", views.report_export, name="report_export"),
    path("employers/", employers.listed, name="employers"),
    path("employers/export", employers.export, name="employers_export"),
    path("employers/import/", lists.employers, name="employers_import"),
    path("employers/template", employers.template, name="employers_template"),
    path("employers/<slug:public_id>/", employers.employer, name="employer"),
    path("employers/<slug:public_id>/change/", employers.change, name="employer_change"),
    path("employers/<slug:public_id>/contact", employers.contact, name="employer_contact"),
    path("<slug:public_id>/", views.organisation, name="organisation"),
    path("<slug:public_id>/branch", views.branch, name="branch"),
    path("<slug:public_id>/new/", changes.found, name="found"),
    path("<slug:public_id>/change/", changes.change, name="change"),
    path("<slug:public_id>/move/", changes.move, name="move"),
    path("<slug:public_id>/leader/", changes.leader, name="leader"),
    path("<slug:public_id>/dissolve/", changes.dissolve, name="dissolve"),
    path("<slug:public_id>/coverage/", changes.cover, name="cover"),
    path("<slug:public_id>/coverage/<int:number>/end", changes.uncover, name="uncover"),
]
