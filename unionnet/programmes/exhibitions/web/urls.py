# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.exhibitions.web import desk as office
from unionnet.programmes.exhibitions.web import pages as phone

pages = [
    path("", phone.listed, name="list"),
    path("asked/<str:public_id>", phone.asking, name="asking"),
    path("pictures/<str:public_id>", phone.picture, name="picture"),
    path("<str:public_id>/", phone.gallery, name="show"),
    path("<str:public_id>/works/<str:work_id>", phone.work, name="work"),
]
desk = [
    path("", office.listed, name="list"),
    path("new", office.new, name="new"),
    path("works/<str:public_id>/", office.work, name="work"),
    path("works/<str:public_id>/asking", office.ask_author, name="ask"),
    path("works/<str:public_id>/removal", office.take_down_work, name="work-removal"),
    path("<str:public_id>/", office.show, name="show"),
    path("<str:public_id>/edit", office.edit, name="edit"),
    path("<str:public_id>/works/", office.new_work, name="work-new"),
    path("<str:public_id>/publication", office.publish, name="publication"),
    path("<str:public_id>/removal", office.take_down, name="removal"),
    path("<str:public_id>/labels.pdf", office.labels, name="labels"),
    path("<str:public_id>/export", office.export, name="export"),
]
