# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.stations.web import accepting, locks, surveys
from unionnet.programmes.stations.web import desk as running

pages = [
    path("locks/<str:public_id>/enter", locks.enter, name="enter"),
    path("locks/<str:public_id>/offline", locks.offline, name="offline"),
    path("locks/<str:public_id>/entries", locks.entries, name="entries"),
    path("surveys/<str:public_id>", surveys.fill_in, name="survey"),
]
desk = [
    path("", running.costs, name="costs"),
    path("growth", running.growth, name="growth"),
    path("check", running.check, name="check"),
    path("planned", accepting.planned, name="planned"),
    path("locks/<str:public_id>/drop", accepting.drop_lock, name="drop-lock"),
    path("surveys", surveys.listed, name="surveys"),
    path("surveys/new", surveys.new, name="new-survey"),
    path("surveys/<str:public_id>", surveys.result, name="survey"),
    path("<str:public_id>/", running.site, name="site"),
    path("<str:public_id>/costs", running.record, name="record"),
    path("<str:public_id>/opening", accepting.opening, name="opening"),
    path("<str:public_id>/built", accepting.built, name="built"),
    path("<str:public_id>/accepted", accepting.accepted, name="accepted"),
    path("<str:public_id>/sent-back", accepting.sent_back, name="sent-back"),
    path("<str:public_id>/locks", accepting.put_lock, name="put-lock"),
]
