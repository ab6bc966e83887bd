# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.directory.places.web import desk as register
from unionnet.directory.places.web import desk_import, keeper, posters
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
desk = [
    path("", register.register, name="list"),
    path("new", register.new, name="new"),
    path("export", register.export, name="export"),
    path("import", desk_import.bring, name="import"),
    path("import/sample", desk_import.sample, name="sample"),
    path("photos/<int:photo_id>/drop", register.drop_photo, name="drop-photo"),
    path("<str:public_id>/", register.show, name="site"),
    path("<str:public_id>/edit", register.edit, name="edit"),
    path("<str:public_id>/move", register.move, name="move"),
    path("<str:public_id>/photos", register.add_photo, name="add-photo"),
    path("<str:public_id>/code", register.make_code, name="make-code"),
    path("<str:public_id>/poster", posters.page, name="poster"),
    path("<str:public_id>/poster.pdf", posters.document, name="poster-pdf"),
    path("<str:public_id>/poster.png", posters.picture, name="poster-png"),
]
