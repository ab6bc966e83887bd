# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from django.views.i18n import set_language

from unionnet.foundation.ui.web import gallery, install

pages = [
    path("", gallery.components, name="gallery"),
    path("desk", gallery.desk, name="gallery-desk"),
    path("screen", gallery.screen, name="gallery-screen"),
    path("states", gallery.states, name="gallery-states"),
    path("print", gallery.printed, name="gallery-print"),
    path("refusal", gallery.refused, name="gallery-refusal"),
    path("live", gallery.live, name="gallery-live"),
    path("table.xlsx", gallery.workbook, name="gallery-excel"),
]
root = [
    path("sw.js", install.worker, name="worker"),
    path("manifest.webmanifest", install.manifest, name="manifest"),
    path("icon-<int:size>.png", install.icon, name="icon"),
    path("favicon.ico", install.favicon, name="favicon"),
    path("offline", install.offline, name="offline"),
    path("language", set_language, name="language"),
]
