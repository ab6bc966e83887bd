# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from unionnet.tools.benefits.web import counter, raffle_desk, raffles, shops, store
from unionnet.tools.benefits.web import desk as office
from unionnet.tools.benefits.web import pages as members

pages = [
    path("", members.mine, name="mine"),
    path("cards/<str:public_id>", members.card, name="card"),
    path("merchants/", members.merchants, name="merchants"),
    path("merchants/<str:public_id>", members.till, name="till"),
    path("raffles/", raffles.listed, name="raffles"),
    path("raffles/<str:public_id>", raffles.raffle, name="raffle"),
    path("raffles/<str:public_id>/try", raffles.tried, name="try"),
    path("raffles/<str:public_id>/proof", raffles.proof, name="raffle_proof"),
    path("raffles/<str:public_id>/raffle.json", raffles.proof_json, name="raffle_json"),
]
desk = [
    path("", office.listed, name="list"),
    path("new", office.new, name="new"),
    path("stock/", store.stock_list, name="stock"),
    path("stock/new", store.delivery, name="take_in"),
    path("stock/stock.xlsx", store.stock_export, name="stock_export"),
    path("stock/<str:public_id>", store.stock_page, name="stock_page"),
    path("stock/<str:public_id>/consignments", store.send, name="send"),
    path("stock/<str:public_id>/stocktakes", store.count, name="count"),
    path("items/new", store.new_item, name="new_item"),
    path("consignments/", store.consignments, name="consignments"),
    path("consignments/consignments.xlsx", store.consignments_export, name="consignments_export"),
    path("consignments/<str:public_id>", store.consignment, name="consignment"),
    path("consignments/<str:public_id>/receipt", store.signed, name="sign"),
    path("consignments/<str:public_id>/recall", store.recalled, name="recall"),
    path("merchants/", shops.listed, name="merchants"),
    path("merchants/new", shops.new, name="new_merchant"),
    path("merchants/<str:public_id>", shops.merchant, name="merchant"),
    path("merchants/<str:public_id>/keepers", shops.keepers, name="keepers"),
    path("merchants/<str:public_id>/settlements", shops.settled, name="settle"),
    path("settlements/<str:public_id>.xlsx", shops.settlement, name="settlement"),
    path("cards/<str:public_id>/withdrawal", shops.withdrawal, name="withdraw_card"),
    path("raffles/", raffle_desk.listed, name="raffles"),
    path("raffles/new", raffle_desk.new, name="new_raffle"),
    path("raffles/<str:public_id>", raffle_desk.raffle, name="raffle"),
    path("raffles/<str:public_id>/wins.xlsx", raffle_desk.export, name="raffle_export"),
    path("raffles/<str:public_id>/cancel", raffle_desk.cancelled, name="cancel_raffle"),
    path("raffles/<str:public_id>/publish", raffle_desk.opened, name="publish_raffle"),
    path("raffles/<str:public_id>/freeze", raffle_desk.frozen, name="freeze_raffle"),
    path("raffles/<str:public_id>/draw", raffle_desk.drawn, name="draw_raffle"),
    path("papers/<str:public_id>", counter.paper, name="paper"),
    path("signatures/<str:public_id>", counter.signature, name="signature"),
    path("<str:public_id>", office.benefit, name="benefit"),
    path("<str:public_id>/receipts.xlsx", office.export, name="export"),
    path("<str:public_id>/people", office.people, name="people"),
    path("<str:public_id>/end", office.ended, name="end"),
    path("<str:public_id>/at/<str:union>", counter.counter, name="counter"),
    path("<str:public_id>/at/<str:union>/sheet", counter.sheet, name="sheet"),
    path("<str:public_id>/at/<str:union>/revocation", counter.revoked, name="revoke"),
    path("<str:public_id>/at/<str:union>/signed", counter.signed_list, name="signed_list"),
]
