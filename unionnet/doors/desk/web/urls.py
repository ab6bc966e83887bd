# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.doors.desk.web import pages as doors

root = [
    path("desk/", doors.today, name="today"),
    path("desk/today.xlsx", doors.export, name="export"),
]
