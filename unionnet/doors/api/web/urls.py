# SPDX-License-Identifier: Apache-2.0
from django.urls import include, path

from unionnet.doors.api import root as api
from unionnet.doors.api.web import desk as desk_pages
from unionnet.doors.api.web import docs

root = [
    path("api/v1/docs", docs.reference, name="docs"),
    path("api/v1/", include((api.patterns(), "api-v1"))),
]
desk = [
    path("", desk_pages.tokens, name="tokens"),
    path("<str:token_id>/revocation", desk_pages.revocation, name="revocation"),
]
