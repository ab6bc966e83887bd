# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.doors.seats.web import console, counts, duty, phrases

desk = [
    path("", duty.duty, name="duty"),
    path("waiting", duty.waiting, name="waiting"),
    path("seat", duty.take_seat, name="seat"),
    path("rise", duty.leave_seat, name="rise"),
    path("calls", duty.note, name="note"),
    path("calls/<str:public_id>/", console.console, name="call"),
    path("calls/<str:public_id>/pick", console.pick_call, name="pick"),
    path("calls/<str:public_id>/back", console.back, name="back"),
    path("calls/<str:public_id>/number", console.number, name="number"),
    path("calls/<str:public_id>/draft", console.draft, name="draft"),
    path("calls/<str:public_id>/applies", console.applies, name="applies"),
    path("calls/<str:public_id>/ending", console.ending, name="ending"),
    path("phrases", phrases.listed, name="phrases"),
    path("phrases/<str:public_id>/withdrawal", phrases.withdrawal, name="withdrawal"),
    path("hours", counts.hours, name="hours"),
    path("hours.xlsx", counts.hours_export, name="hours_export"),
    path("asked", counts.asked, name="asked"),
    path("asked.xlsx", counts.asked_export, name="asked_export"),
]
