# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.stations.web import accepting, keeper, locks, opinions, standards, surveys, tending
from unionnet.programmes.stations.web import desk as running

pages = [
    path("locks/<str:public_id>/enter", locks.enter, name="enter"),
    path("locks/<str:public_id>/offline", locks.offline, name="offline"),
    path("locks/<str:public_id>/entries", locks.entries, name="entries"),
    path("surveys/<str:public_id>", surveys.fill_in, name="survey"),
    path("best", standards.best, name="best"),
    path("opinions/<str:public_id>", opinions.leave, name="opinions"),
    path("keeper/<str:public_id>", keeper.tend, name="tend"),
    path("keeper/<str:public_id>/patrol", keeper.patrol, name="patrol"),
    path("keeper/<str:public_id>/door", keeper.door, name="door"),
    path("keeper/<str:public_id>/supplies", keeper.supplies, name="ask-for"),
    path("keeper/<str:public_id>/broken", keeper.broken, name="broken"),
]
desk = [
    path("", running.costs, name="costs"),
    path("costs-of-unions", running.costs_of_unions, name="costs-of-unions"),
    path("growth", running.growth, name="growth"),
    path("check", running.check, name="check"),
    path("planned", accepting.planned, name="planned"),
    path("faults", tending.faults, name="faults"),
    path("faults/<str:fault_id>/mended", tending.mended, name="mended"),
    path("faults/<str:fault_id>/reopened", tending.reopened, name="reopened"),
    path("faults/<str:fault_id>/photo", tending.fault_photo, name="fault-photo"),
    path("standards", standards.standards, name="standards"),
    path("patrols", tending.patrols, name="patrols"),
    path("shortages", tending.shortages, name="shortages"),
    path("shortages/<str:public_id>", tending.answer_shortage, name="answer-shortage"),
    path("opinions", opinions.listed, name="opinions"),
    path("opinions/<str:public_id>", opinions.answer, name="answer-opinion"),
    path("locks/<str:public_id>/drop", accepting.drop_lock, name="drop-lock"),
    path("surveys", surveys.listed, name="surveys"),
    path("surveys/new", surveys.new, name="new-survey"),
    path("surveys/<str:public_id>", surveys.result, name="survey"),
    path("<str:public_id>/", running.site, name="site"),
    path("<str:public_id>/costs", running.record, name="record"),
    path("<str:public_id>/visits", running.record_times, name="record-visits"),
    path("<str:public_id>/standard", standards.standard, name="standard"),
    path("<str:public_id>/standard/check", standards.check, name="check-standard"),
    path("<str:public_id>/nominate", standards.nominate, name="nominate"),
    path("<str:public_id>/opening", accepting.opening, name="opening"),
    path("<str:public_id>/built", accepting.built, name="built"),
    path("<str:public_id>/accepted", accepting.accepted, name="accepted"),
    path("<str:public_id>/sent-back", accepting.sent_back, name="sent-back"),
    path("<str:public_id>/locks", accepting.put_lock, name="put-lock"),
]
