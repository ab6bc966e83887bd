# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.incidents.web import desk as office
from unionnet.programmes.incidents.web import working

desk = [
    path("", office.listed, name="list"),
    path("export", office.export, name="export"),
    path("new", office.new, name="new"),
    path("duty", office.duty, name="duty"),
    path("<str:public_id>/report", working.report_made, name="report"),
    path("<str:public_id>/settle", working.settled, name="settle"),
    path("<str:public_id>/paper", working.paper, name="paper"),
]
