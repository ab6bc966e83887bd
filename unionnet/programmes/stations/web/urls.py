# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.stations.web import desk as running

desk = [
    path("", running.costs, name="costs"),
    path("growth", running.growth, name="growth"),
    path("check", running.check, name="check"),
    path("<str:public_id>/", running.site, name="site"),
    path("<str:public_id>/costs", running.record, name="record"),
]
