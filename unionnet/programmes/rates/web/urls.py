# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.rates.web import desk as doors

desk = [
    path("", doors.months, name="months"),
    path("export", doors.months_export, name="months_export"),
    path("<slug:public_id>/", doors.sheet, name="sheet"),
    path("<slug:public_id>/export", doors.sheet_export, name="sheet_export"),
    path("<slug:public_id>/list/", doors.behind, name="behind"),
]
