# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.doors.audit.web import desk as office
from unionnet.doors.audit.web import pages as doors

pages = [path("seal", doors.seal, name="seal")]
desk = [
    path("", office.journal, name="journal"),
    path("export", office.export, name="export"),
    path("seals", office.seals, name="seals"),
]
