# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.doors.rights.web import held

pages = [
    path("", held.overview, name="overview"),
    path("held/<str:model>", held.rows, name="rows"),
    path("lists", held.lists, name="lists"),
]
