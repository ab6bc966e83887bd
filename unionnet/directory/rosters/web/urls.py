# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.directory.rosters.web import comparing, importing

desk = [
    path("import", importing.send, name="import"),
    path("import/template.xlsx", importing.template, name="template"),
    path("imports", importing.rosters, name="imports"),
    path("imports/<str:public_id>", importing.imported, name="imported"),
    path("imports/<str:public_id>/progress", importing.progress, name="import_progress"),
    path("imports/<str:public_id>/columns", importing.columns, name="import_columns"),
    path("imports/<str:public_id>/taking", importing.take, name="import_take"),
    path("imports/<str:public_id>/reasons.xlsx", importing.reasons, name="import_reasons"),
    path("imports/<str:public_id>/undoing", importing.undo, name="import_undo"),
    path("comparison", comparing.compare, name="compare"),
    path("comparison/<str:public_id>", comparing.comparison, name="comparison"),
    path("comparison/<str:public_id>/differences.xlsx", comparing.differences, name="differences"),
]
