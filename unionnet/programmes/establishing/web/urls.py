# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.establishing.web import campaigns, later
from unionnet.programmes.establishing.web import desk as office

desk = [
    path("", office.establishments, name="list"),
    path("export", office.export, name="export"),
    path("new", office.new, name="new"),
    path("endings/", later.endings, name="endings"),
    path("endings/new", later.end, name="end"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new", campaigns.edit, name="campaign-new"),
    path("campaigns/<str:public_id>/", campaigns.campaign, name="campaign"),
    path("campaigns/<str:public_id>/edit", campaigns.edit, name="campaign-edit"),
    path("<str:public_id>/", office.show, name="establishment"),
    path("<str:public_id>/edit", office.edit, name="edit"),
    path("<str:public_id>/request", office.write, name="request"),
    path("<str:public_id>/meeting", later.meeting, name="meeting"),
    path("<str:public_id>/election", later.election, name="election"),
    path("<str:public_id>/registration", later.registration, name="registration"),
]
