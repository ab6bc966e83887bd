# SPDX-License-Identifier: Apache-2.0
from django.urls import path

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
    path("<str:public_id>", stand.meeting, name="meeting"),
    path("<str:public_id>/report.xlsx", stand.report_export, name="report_export"),
    path("<str:public_id>/leaflets", stand.leaflets, name="leaflets"),
    path("<str:public_id>/asks", stand.asked, name="ask"),
    path("<str:public_id>/approvals/<str:application>", stand.approve, name="approve"),
]
