# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.staffing.web import desk as roster
from unionnet.programmes.staffing.web import importing, posts, union_days

pages = [
    path("days", union_days.mine, name="mine"),
    path("days/<str:public_id>/withdrawal", union_days.take_own_back, name="take_own_back"),
]
desk = [
    path("", roster.overview, name="overview"),
    path("posts", roster.listed, name="list"),
    path("posts.xlsx", roster.export, name="export"),
    path("bare", roster.bare, name="bare"),
    path("bare.xlsx", roster.bare_export, name="bare_export"),
    path("norms", roster.norms, name="norms"),
    path("norms.xlsx", roster.norms_export, name="norms_export"),
    path("contracts", roster.contracts, name="contracts"),
    path("days", union_days.listed, name="days"),
    path("days.xlsx", union_days.export, name="days_export"),
    path("days/<str:public_id>/withdrawal", union_days.take_back, name="take_day_back"),
    path("import", importing.bring, name="import"),
    path("import/template.xlsx", importing.template, name="template"),
    path("new", posts.new, name="new"),
    path("p/<str:public_id>", posts.post, name="post"),
    path("p/<str:public_id>/days", union_days.of_post, name="days_of"),
    path("p/<str:public_id>/change", posts.change, name="change"),
    path("p/<str:public_id>/end", posts.end, name="end"),
]
