# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.childcare.web import children, duty, office
from unionnet.programmes.childcare.web import pages as guardians

pages = [
    path("", guardians.home, name="home"),
    path("photos/<str:public_id>", children.photo, name="photo"),
    path("consent", children.read_first, name="read-first"),
    path("children/new", children.new, name="new-child"),
    path("children/<str:public_id>/", children.child, name="child"),
    path("children/<str:public_id>/consent", children.consented, name="consent"),
    path("children/<str:public_id>/care", children.special_care, name="care"),
    path("children/<str:public_id>/pickups", children.pickups, name="pickups"),
    path("children/<str:public_id>/pickups/<str:pickup>/remove", children.unlisted, name="unlist"),
    path("classes/<str:public_id>/", guardians.care_class, name="class"),
    path("classes/<str:public_id>/enter", guardians.entered, name="enter"),
    path("classes/<str:public_id>/confirm", guardians.confirmed, name="confirm"),
    path("classes/<str:public_id>/leave", guardians.left, name="leave"),
    path("duty/<str:public_id>/", duty.today, name="duty"),
    path("duty/<str:public_id>/care", duty.care, name="duty-care"),
    path("duty/<str:public_id>/roll", duty.sheet, name="duty-roll"),
]
desk = [
    path("", office.listed, name="list"),
    path("classes.xlsx", office.export, name="export"),
    path("new", office.new, name="new"),
    path("<str:public_id>/", office.care_class, name="class"),
    path("<str:public_id>/duty", office.on_duty, name="on-duty"),
    path("<str:public_id>/relieve", office.off_duty, name="off-duty"),
    path("<str:public_id>/call-off", office.called_off, name="call-off"),
    path("<str:public_id>/roll", office.sheet, name="roll"),
    path("<str:public_id>/roll.xlsx", office.workbook, name="roll-xlsx"),
]
