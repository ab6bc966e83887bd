# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.doors.search.web import pages as doors

pages = [path("", doors.find, name="find")]
