# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.tools.activities.web import calendars, files, posters, signing
from unionnet.tools.activities.web import desk as offices
from unionnet.tools.activities.web import pages as phones

pages = [
    path("", phones.listed, name="list"),
    path("calendar.ics", calendars.everybody, name="calendar"),
    path("unions/<str:public_id>.ics", calendars.union, name="union_calendar"),
    path("in/<str:code>", phones.code, name="code"),
    path("here/<str:given>", phones.here, name="sign_in"),
    path("<str:public_id>", phones.activity, name="activity"),
]
desk = [
    path("", offices.listed, name="list"),
    path("activities.xlsx", offices.export, name="export"),
    path("new", offices.new, name="new"),
    path("year", offices.year, name="year"),
    path("topics", offices.topics, name="topics"),
    path("topics.xlsx", offices.topics_export, name="topics_export"),
    path("follow-ups/<str:public_id>/result", offices.finish, name="finish"),
    path("photos/<str:public_id>", files.photo, name="photo"),
    path("sessions/<str:public_id>", signing.desk, name="session"),
    path("sessions/<str:public_id>/roster", signing.roster, name="roster"),
    path("sessions/<str:public_id>/sheet", signing.sheet, name="sheet"),
    path("attendees/<str:public_id>/strike", signing.struck, name="strike"),
    path("<str:public_id>", offices.activity, name="activity"),
    path("<str:public_id>/poster", posters.page, name="poster"),
    path("<str:public_id>/poster.png", posters.picture, name="poster_picture"),
    path("<str:public_id>/edit", offices.edit, name="edit"),
    path("<str:public_id>/moves/<str:move>", offices.moves, name="move"),
    path("<str:public_id>/add/<str:part>", offices.add, name="add"),
    path("<str:public_id>/budget/<str:line>/strike", offices.strike_budget, name="strike_budget"),
    path("<str:public_id>/hosts/<str:host>/remove", offices.remove_host, name="remove_host"),
    path("<str:public_id>/documents/<str:document>", files.document, name="document"),
    path("<str:public_id>/supplements/<str:supplement>", files.supplement, name="supplement"),
    path("<str:public_id>/attendees.xlsx", signing.attendees, name="attendees"),
    path("<str:public_id>/bundle", files.bundle, name="bundle"),
    path("<str:public_id>/bundle/progress", files.progress, name="bundle_progress"),
    path("<str:public_id>/bundle.zip", files.package, name="package"),
]
screen = [
    path("<str:public_id>", signing.screen, name="code"),
    path("<str:public_id>/code", signing.code, name="fresh"),
]
