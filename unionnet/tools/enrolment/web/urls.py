# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.tools.enrolment.web import checking, choosing, drawing, pausing, results
from unionnet.tools.enrolment.web import desk as office
from unionnet.tools.enrolment.web import pages as phone

pages = [
    path("", phone.offers, name="list"),
    path("mine/", phone.my_own, name="mine"),
    path("groups/<str:public_id>/", choosing.choices, name="choices"),
    path("<str:public_id>/", phone.show, name="offer"),
    path("<str:public_id>/place", phone.take_place, name="place"),
    path("<str:public_id>/confirm", phone.say_yes, name="confirm"),
    path("<str:public_id>/withdraw", phone.give_up, name="withdraw"),
    path("<str:public_id>/undo", phone.take_back, name="undo"),
    path("<str:public_id>/receipt", phone.receipt, name="receipt"),
    path("<str:public_id>/results", results.log, name="results"),
    path("<str:public_id>/results.xlsx", results.workbook, name="results-xlsx"),
    path("<str:public_id>/results.csv", results.text, name="results-csv"),
    path("<str:public_id>/draw", results.draw, name="draw"),
    path("<str:public_id>/draw.json", results.draw_json, name="draw-json"),
]
desk = [
    path("", office.offers, name="list"),
    path("export", office.export, name="export"),
    path("new", office.new, name="new"),
    path("pauses/", pausing.pauses, name="pauses"),
    path("pauses/<str:public_id>/", pausing.pause, name="pause"),
    path("<str:public_id>/", office.show, name="offer"),
    path("<str:public_id>/edit", office.edit, name="edit"),
    path("<str:public_id>/fill", office.fill, name="fill"),
    path("<str:public_id>/cancel", office.cancel, name="cancel"),
    path("<str:public_id>/enrol", office.enrol_for, name="enrol"),
    path("<str:public_id>/remove", office.remove, name="remove"),
    path("<str:public_id>/roster", checking.sheet, name="roster"),
    path("<str:public_id>/roster.xlsx", checking.workbook, name="roster-xlsx"),
    path("<str:public_id>/check-in", checking.desk, name="check-in"),
    path("<str:public_id>/attendance", checking.attendance, name="attendance"),
    path("<str:public_id>/freeze", drawing.freeze, name="freeze"),
    path("<str:public_id>/draw", drawing.draw, name="draw"),
]
