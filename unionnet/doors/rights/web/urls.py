# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.doors.rights.web import held, proof, requests

pages = [
    path("", held.overview, name="overview"),
    path("held/<str:model>", held.rows, name="rows"),
    path("lists", held.lists, name="lists"),
    path("proof", proof.proof, name="proof"),
    path("copies", requests.copies, name="copies"),
    path("copies/new", requests.ask, name="ask_copy"),
    path("copies/<str:public_id>.zip", requests.fetch, name="fetch"),
    path("closure", requests.closing, name="closing"),
    path("closure/confirmation", requests.close, name="close"),
    path("closure/withdrawal", requests.keep, name="keep"),
]
