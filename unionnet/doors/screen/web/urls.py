# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.doors.screen.web import pages as doors

root = [
    path("screen/", doors.now, name="now"),
    path("screen/now", doors.fragment, name="fragment"),
]
