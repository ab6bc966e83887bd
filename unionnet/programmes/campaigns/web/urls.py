# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.campaigns.web import desk as offices
from unionnet.programmes.campaigns.web import pages as phones

pages = [path("", phones.near, name="near")]
desk = [
    path("", offices.listed, name="list"),
    path("campaigns.xlsx", offices.export, name="export"),
    path("new", offices.new, name="new"),
    path("gifts/<str:public_id>", offices.gifts, name="gifts"),
    path("places/<str:public_id>", offices.places, name="places"),
    path("<str:public_id>", offices.campaign, name="campaign"),
    path("<str:public_id>/edit", offices.edit, name="edit"),
    path("<str:public_id>/partners", offices.partners, name="partners"),
    path("<str:public_id>/hold", offices.hold_one, name="hold"),
    path("<str:public_id>/close", offices.close, name="close"),
    path("<str:public_id>/activities.xlsx", offices.activities, name="activities"),
]
