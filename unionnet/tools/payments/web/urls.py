# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.tools.payments.web import desk as office
from unionnet.tools.payments.web import pages as members

pages = [path("", members.mine, name="mine")]
desk = [
    path("", office.listed, name="list"),
    path("new", office.new, name="new"),
    path("sources/new", office.new_source, name="new_source"),
    path("lines/<str:public_id>", office.one, name="line"),
    path("<str:public_id>/", office.batch, name="batch"),
    path("<str:public_id>/lines", office.line, name="enter"),
    path("<str:public_id>/lines.xlsx", office.export, name="export"),
    path("<str:public_id>/request", office.asked, name="ask"),
    path("<str:public_id>/approval", office.approved, name="approve"),
    path("<str:public_id>/return", office.returned, name="return"),
    path("<str:public_id>/bank-file", office.bank_file, name="bank_file"),
    path("<str:public_id>/closure", office.closed, name="close"),
]
