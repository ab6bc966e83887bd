# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.directory.organisations.web import changes
from unionnet.directory.organisations.web import desk as views

desk = [
    path("", views.tree, name="tree"),
    path("list/", views.organisations, name="list"),
    path("list/export", views.organisations_export, name="list_export"),
    path("report/", views.report, name="report"),
    path("report/export", views.report_export, name="report_export"),
    path("employers/", views.employers, name="employers"),
    path("employers/export", views.employers_export, name="employers_export"),
    path("<slug:public_id>/", views.organisation, name="organisation"),
    path("<slug:public_id>/branch", views.branch, name="branch"),
    path("<slug:public_id>/new/", changes.found, name="found"),
    path("<slug:public_id>/change/", changes.change, name="change"),
    path("<slug:public_id>/move/", changes.move, name="move"),
    path("<slug:public_id>/dissolve/", changes.dissolve, name="dissolve"),
    path("<slug:public_id>/coverage/", changes.cover, name="cover"),
    path("<slug:public_id>/coverage/<int:number>/end", changes.uncover, name="uncover"),
]
