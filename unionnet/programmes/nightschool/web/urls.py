# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.nightschool.web import courses, lessons, ratings, registers, terms, wall
from unionnet.programmes.nightschool.web import pages as phone

pages = [
    path("", phone.current_term, name="term"),
    path("mine/", phone.mine, name="mine"),
    path("mine.ics", phone.calendar, name="calendar"),
    path("terms/<str:public_id>/", phone.one_term, name="one_term"),
    path("terms/<str:public_id>/list/", phone.term_list, name="term_list"),
    path("courses/<str:public_id>/", phone.course, name="course"),
    path("courses/<str:public_id>/rate/", phone.rate_course, name="rate"),
]
desk = [
    path("", terms.terms, name="terms"),
    path("excel/", terms.export, name="terms_excel"),
    path("new/", terms.new, name="new_term"),
    path("terms/<str:public_id>/", terms.term, name="term"),
    path("terms/<str:public_id>/fill/", terms.fill, name="fill"),
    path("terms/<str:public_id>/edit/", terms.edit, name="edit_term"),
    path("terms/<str:public_id>/repeat/", terms.repeat, name="repeat_term"),
    path("terms/<str:public_id>/ratings/", ratings.ratings, name="ratings"),
    path("terms/<str:public_id>/courses/new/", courses.new, name="new_course"),
    path("courses/<str:public_id>/", courses.course, name="course"),
    path("courses/<str:public_id>/edit/", courses.edit, name="edit_course"),
    path("courses/<str:public_id>/hours/", courses.hours, name="hours"),
    path("courses/<str:public_id>/schedule/", courses.schedule, name="schedule"),
    path("courses/<str:public_id>/cancel/", courses.cancel, name="cancel_course"),
    path("courses/<str:public_id>/excel/", courses.roster_excel, name="roster_excel"),
    path("lessons/", lessons.week, name="lessons"),
    path("lessons/<str:public_id>/move/", lessons.move, name="move"),
    path("lessons/<str:public_id>/cancel/", lessons.cancel, name="cancel_lesson"),
    path("lessons/<str:public_id>/register/", registers.register, name="register"),
    path("lessons/<str:public_id>/sheet/", registers.sheet, name="sheet"),
    path("lessons/<str:public_id>/excel/", registers.excel_sheet, name="sheet_excel"),
]
screen = [path("", wall.wall, name="wall"), path("bars/", wall.bars, name="bars")]
