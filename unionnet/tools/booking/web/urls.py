# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.tools.booking.web import answering, hosting, running
from unionnet.tools.booking.web import desk as office
from unionnet.tools.booking.web import pages as phone

pages = [
    path("", phone.listed, name="list"),
    path("mine/", phone.my_own, name="mine"),
    path("mine/<str:public_id>/", phone.booking, name="booking"),
    path("mine/<str:public_id>/cancel", phone.give_back, name="cancel"),
    path("mine/<str:public_id>/undo", phone.take_back, name="undo"),
    path("mine/<str:public_id>/booking.ics", phone.calendar, name="calendar"),
    path("hosting/", hosting.guests, name="hosting"),
    path("hosting/<str:public_id>", hosting.receive, name="receive"),
    path("<str:public_id>/", phone.resource, name="resource"),
    path("<str:public_id>/take", phone.take, name="take"),
]
desk = [
    path("", office.listed, name="list"),
    path("new", office.new, name="new"),
    path("resources.xlsx", office.export, name="export"),
    path("waiting/", answering.waiting, name="waiting"),
    path("bans/", answering.bans, name="bans"),
    path("bans/<str:public_id>/", answering.ban, name="ban"),
    path("bookings/<str:public_id>/answer", answering.answer, name="answer"),
    path("bookings/<str:public_id>/mark", answering.mark, name="mark"),
    path("<str:public_id>/", office.show, name="resource"),
    path("<str:public_id>/edit", office.edit, name="edit"),
    path("<str:public_id>/withdraw", office.withdraw, name="withdraw"),
    path("<str:public_id>/sheet", office.sheet, name="sheet"),
    path("<str:public_id>/bookings.xlsx", office.workbook, name="workbook"),
    path("<str:public_id>/door", answering.door, name="door"),
    path("<str:public_id>/hours", running.hours, name="hours"),
    path("<str:public_id>/closing", running.closing, name="closing"),
    path("<str:public_id>/closing/<int:number>", running.reopen, name="reopen"),
    path("<str:public_id>/terms", running.terms, name="terms"),
    path("<str:public_id>/hosts", running.hosts, name="hosts"),
    path("<str:public_id>/hosts/<int:number>", running.dismiss, name="dismiss"),
    path("<str:public_id>/guest", running.guest, name="guest"),
    path("<str:public_id>/series", running.series, name="series"),
]
