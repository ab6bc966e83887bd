# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.programmes.hotline.web import cutoffs, exchange, orders, watching

desk = [
    path("", orders.tray, name="orders"),
    path("orders/<str:public_id>/watch", watching.put, name="watch"),
    path("orders/<str:public_id>/handover", exchange.handover, name="handover"),
    path("orders/<str:public_id>/<str:name>", orders.act_on, name="act"),
    path("watched", watching.listed, name="watched"),
    path("watched.xlsx", watching.export, name="watched_export"),
    path("watched/<str:public_id>/result", watching.result, name="result"),
    path("exchange", exchange.exchange, name="exchange"),
    path("exchange/template.xlsx", exchange.template, name="template"),
    path("exchange/answers.xlsx", exchange.answers, name="answers"),
    path("cutoffs", cutoffs.listed, name="cutoffs"),
    path("cutoffs/<str:public_id>", cutoffs.show, name="cutoff"),
    path("cutoffs/<str:public_id>/export", cutoffs.export, name="cutoff_export"),
]
