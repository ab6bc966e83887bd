# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.directory.rosters.web import comparing, importing

desk = [
    path("", importing.rosters, name="imports"),
    path("import", importing.send, name="import"),
    path("import/template.xlsx", importing.template, name="template"),
    path("comparison", comparing.compare, name="compare"),
    path("comparison/<str:public_id>", comparing.comparison, name="comparison"),
    path("comparison/<str:public_id>/differences.xlsx", comparing.differences, name="differences"),
    path("<str:public_id>", importing.imported, name="imported"),
    path("<str:public_id>/progress", importing.progress, name="import_progress"),
    path("<str:public_id>/columns", importing.columns, name="import_columns"),
    path("<str:public_id>/taking", importing.take, name="import_take"),
    path("<str:public_id>/reasons.xlsx", importing.reasons, name="import_reasons"),
    path("<str:public_id>/undoing", importing.undo, name="import_undo"),
]
