# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.memberday.web import desk as office
from unionnet.programmes.memberday.web import pages as members

pages = [
    path("", members.listed, name="list"),
    path("days.ics", members.calendar, name="calendar"),
]
desk = [
    path("", office.listed, name="list"),
    path("new", office.new, name="new"),
    path("sessions/<str:public_id>/raffle", office.held, name="hold"),
    path("sessions/<str:public_id>/move", office.moved, name="move"),
    path("sessions/<str:public_id>/drop", office.dropped, name="drop"),
    path("<str:public_id>", office.member_day, name="day"),
    path("<str:public_id>/year.xlsx", office.export, name="export"),
    path("<str:public_id>/plan", office.planned, name="plan"),
    path("<str:public_id>/end", office.ended, name="end"),
]
