# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.doors.figures.web import desk as views
from unionnet.doors.figures.web import online, served

desk = [
    path("led-by/", views.leaders, name="leaders"),
    path("led-by/<slug:public_id>/", views.led, name="led"),
    path("led-by/<slug:public_id>/figures.xlsx", views.export, name="export"),
    path("led/<slug:public_id>/", views.union, name="union"),
    path("online/", online.rates, name="online"),
    path("online/online.xlsx", online.export, name="online_export"),
    path("services/", served.services, name="services"),
    path("services/services.xlsx", served.export, name="services_export"),
]
