# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.doors.about.web import pages as doors

pages = [
    path("", doors.about, name="about"),
    path("licences", doors.licences, name="licences"),
    path("privacy", doors.privacy, name="privacy"),
]
