# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.doors.rights.web import alarms, correcting, held, incidents, proof, requests

pages = [
    path("", held.overview, name="overview"),
    path("held/<str:model>", held.rows, name="rows"),
    path("lists", held.lists, name="lists"),
    path("proof", proof.proof, name="proof"),
    path("copies", requests.copies, name="copies"),
    path("copies/new", requests.ask, name="ask_copy"),
    path("copies/<str:public_id>.zip", requests.fetch, name="fetch"),
    path("closure", requests.closing, name="closing"),
    path("closure/confirmation", requests.close, name="close"),
    path("closure/withdrawal", requests.keep, name="keep"),
    path("correction", correcting.correction, name="correction"),
    path("occupation", correcting.occupation, name="occupation"),
    path("devices", alarms.devices, name="devices"),
    path("devices/others/end", alarms.end_others, name="end_others"),
    path("devices/<int:pk>/end", alarms.end_one, name="end_device"),
    path("alarm", alarms.alarm, name="alarm"),
    path("alarm/raise", alarms.begin, name="raise_alarm"),
    path("alarm/step", alarms.step, name="step"),
    path("alarm/deeds", alarms.deeds, name="deeds"),
    path("alarm/close", alarms.close, name="close_alarm"),
    path("card/thaw", alarms.thaw, name="thaw"),
]
desk = [
    path("corrections", correcting.corrections, name="corrections"),
    path("corrections/deceased", correcting.deceased, name="deceased"),
    path("corrections/<str:public_id>", correcting.one, name="correction"),
    path("corrections/<str:public_id>/paper", correcting.paper, name="paper"),
    path("corrections/<str:public_id>/decision", correcting.decide, name="decide"),
    path("incidents", incidents.incidents, name="incidents"),
    path("incidents/new", incidents.new, name="new_incident"),
    path("incidents/<str:public_id>", incidents.incident, name="incident"),
    path("incidents/<str:public_id>/affected", incidents.find, name="find"),
    path("incidents/<str:public_id>/notice", incidents.tell, name="tell"),
    path("incidents/<str:public_id>/report", incidents.report, name="report"),
    path("incidents/<str:public_id>/close", incidents.close, name="close"),
]
