# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.tools.submissions.web import changing, circulars, deciding, kinds, numbers
from unionnet.tools.submissions.web import desk as office
from unionnet.tools.submissions.web import pages as anybody

pages = [
    path("notices/", anybody.notices, name="notices"),
    path("notices/<str:public_id>/", anybody.notice, name="notice"),
]
desk = [
    path("", office.trays, name="list"),
    path("export", office.export, name="export"),
    path("new", changing.new, name="new"),
    path("numbers/", numbers.numbers, name="numbers"),
    path("numbers/export", numbers.workbook, name="numbers-xlsx"),
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/new", kinds.new, name="kind-new"),
    path("kinds/<str:key>/", kinds.kind, name="kind"),
    path("kinds/<str:key>/change", kinds.change, name="kind-change"),
    path("kinds/<str:key>/closing", kinds.close, name="kind-closing"),
    path("circulars/", circulars.circulars, name="circulars"),
    path("circulars/new", circulars.new, name="circular-new"),
    path("circulars/<str:public_id>/", circulars.circular, name="circular"),
    path("circulars/<str:public_id>/readers", circulars.readers, name="readers-xlsx"),
    path("circulars/<str:public_id>/reminder", circulars.remind, name="circular-reminder"),
    path("circulars/<str:public_id>/papers/<str:paper_id>", circulars.paper, name="circular-paper"),
    path("<str:public_id>/", office.show, name="submission"),
    path("<str:public_id>/edit", changing.edit, name="edit"),
    path("<str:public_id>/send", changing.send_up, name="send"),
    path("<str:public_id>/withdraw", changing.take_back, name="withdraw"),
    path("<str:public_id>/copies", changing.send_copies, name="copies"),
    path("<str:public_id>/papers/", changing.enclose, name="papers"),
    path("<str:public_id>/papers/scan", changing.enclose_scan, name="scan"),
    path("<str:public_id>/papers/<str:paper_id>", changing.paper_file, name="paper"),
    path("<str:public_id>/papers/<str:paper_id>/remove", changing.remove_paper, name="remove-paper"),
    path("<str:public_id>/move/<str:name>", deciding.move, name="move"),
    path("<str:public_id>/decision", deciding.decision, name="decision"),
    path("<str:public_id>/<str:which>.<str:ending>", deciding.document, name="document"),
]
