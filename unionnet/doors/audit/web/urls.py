# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.doors.audit.web import desk as office

desk = [
    path("", office.journal, name="journal"),
    path("export", office.export, name="export"),
    path("seals", office.seals, name="seals"),
]
