# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.doors.home.web import pages as doors

root = [
    path("", doors.home, name="home"),
    path("activities", doors.activities, name="activities"),
    path("matters", doors.matters, name="matters"),
]
