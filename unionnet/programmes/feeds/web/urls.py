# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.feeds.web import desk as offices
from unionnet.programmes.feeds.web import mending
from unionnet.programmes.feeds.web import pages as machines

pages = [path("<str:public_id>", machines.feed, name="feed")]
desk = [
    path("", offices.listed, name="list"),
    path("new", offices.new, name="new"),
    path("sites/<str:public_id>/", offices.site, name="site"),
    path("sites/<str:public_id>/swap", mending.swap, name="swap"),
    path("sites/<str:public_id>/datum", mending.datum, name="datum"),
    path("sites/<str:public_id>/vouch", mending.vouch, name="vouch"),
    path("<str:public_id>/", offices.show, name="outlet"),
    path("<str:public_id>/edit", offices.edit, name="edit"),
    path("<str:public_id>/refused.xlsx", offices.export, name="export"),
    path("<str:public_id>/key", offices.key, name="key"),
    path("<str:public_id>/close", offices.close, name="close"),
    path("<str:public_id>/refresh", offices.again, name="refresh"),
]
