# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.directory.places.web import keeper
from unionnet.directory.places.web import pages as phone

pages = [
    path("", phone.find, name="list"),
    path("keeper", keeper.mine, name="keeper"),
    path("keeper/<str:public_id>/door", keeper.door, name="door"),
    path("keeper/<str:public_id>/note", keeper.note, name="note"),
    path("keeper/doors/<int:override_id>/undo", keeper.undo_door, name="undo-door"),
    path("keeper/notes/<int:note_id>/undo", keeper.undo_note, name="undo-note"),
    path("keeper/faults/<str:fault_id>/resolve", keeper.resolve, name="resolve"),
    path("<str:public_id>/", phone.show, name="site"),
    path("<str:public_id>/fault", phone.report, name="report"),
]
