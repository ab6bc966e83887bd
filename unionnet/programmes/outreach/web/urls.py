# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.outreach.web import booths
from unionnet.programmes.outreach.web import desk as stand
from unionnet.programmes.outreach.web import pages as street

pages = [
    path("", street.listed, name="list"),
    path("<str:public_id>", street.meeting, name="meeting"),
]
desk = [
    path("", stand.listed, name="list"),
    path("new", stand.new, name="new"),
    path("meetings.xlsx", stand.export, name="export"),
    path("asks/<str:public_id>/answer", stand.reply, name="answer"),
    path("booths/<str:public_id>", booths.booth, name="booth"),
    path("booths/<str:public_id>/news", booths.news, name="news"),
    path("<str:public_id>", stand.meeting, name="meeting"),
    path("<str:public_id>/booths", stand.set_up, name="set_up"),
    path("<str:public_id>/tally", stand.tally, name="tally"),
    path("<str:public_id>/report.pdf", stand.report_paper, name="report_paper"),
    path("<str:public_id>/report.xlsx", stand.report_export, name="report_export"),
    path("<str:public_id>/leaflets", stand.leaflets, name="leaflets"),
    path("<str:public_id>/asks", stand.asked, name="ask"),
    path("<str:public_id>/approvals/<str:application>", stand.approve, name="approve"),
]
