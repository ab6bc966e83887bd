# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.postings.web import desk as offices
from unionnet.programmes.postings.web import pages as phones

pages = [
    path("", phones.mine, name="mine"),
    path("photos/<str:public_id>", phones.photo, name="photo"),
    path("problems/<str:public_id>/result", phones.close, name="close"),
    path("problems/<str:public_id>/handover", phones.handover, name="handover"),
    path("<str:public_id>", phones.diary, name="diary"),
    path("<str:public_id>/problems", phones.trouble, name="trouble"),
    path("<str:public_id>/opinion", phones.opinion, name="opinion"),
]
desk = [
    path("", offices.listed, name="list"),
    path("postings.xlsx", offices.export, name="export"),
    path("new", offices.new, name="new"),
    path("problems", offices.problems, name="problems"),
    path("problems.xlsx", offices.problems_export, name="problems_export"),
    path("problems/<str:public_id>/result", offices.close, name="close"),
    path("problems/<str:public_id>/handover", offices.handover, name="handover"),
    path("<str:public_id>", offices.report, name="posting"),
    path("<str:public_id>/report.xlsx", offices.report_export, name="report_export"),
    path("<str:public_id>/change", offices.change, name="change"),
]
