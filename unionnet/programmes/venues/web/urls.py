# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.venues.web import desk as office
from unionnet.programmes.venues.web import pages as phone
from unionnet.programmes.venues.web import shelf

pages = [
    path("books/", phone.books, name="books"),
    path("loans/", phone.loans, name="loans"),
    path("homes/", phone.homes, name="homes"),
    path("homes/<str:public_id>/", phone.home, name="home"),
]
desk = [
    path("", office.listed, name="list"),
    path("visits", office.visits, name="visits"),
    path("visits.xlsx", office.visits_export, name="visits-xlsx"),
    path("homes/new", office.new_home, name="new-home"),
    path("homes/<str:public_id>/edit", office.edit_home, name="edit-home"),
    path("shelves/new", office.new_shelf, name="new-shelf"),
    path("shelves/<str:public_id>/", shelf.show, name="shelf"),
    path("shelves/<str:public_id>/catalogue", shelf.enter, name="catalogue"),
    path("shelves/<str:public_id>/catalogue.xlsx", shelf.export, name="export"),
    path("shelves/<str:public_id>/desk", shelf.over_the_desk, name="lend"),
    path("shelves/<str:public_id>/check", shelf.check, name="check"),
    path("shelves/<str:public_id>/remove", shelf.remove, name="remove"),
]
