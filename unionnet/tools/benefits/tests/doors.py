# SPDX-License-Identifier: Apache-2.0
from datetime import date
from uuid import uuid4

from tests.doors import Home
from tests.makers import make_officer
from unionnet.directory.places.tests.makers import at
from unionnet.foundation.files.actions import keep_bytes
from unionnet.foundation.files.models import StoredFile
from unionnet.tools.benefits.actions import (
    Signed,
    allocate,
    hand_out,
    set_keepers,
    settle,
    sign_merchant,
    use_card,
)
from unionnet.tools.benefits.codes import Shown
from unionnet.tools.benefits.models import (
    Benefit,
    Consignment,
    Item,
    Merchant,
    Raffle,
    Receipt,
    Settlement,
    Signature,
    Stock,
    Voucher,
)
from unionnet.tools.benefits.tests.makers import (
    BY_CODE,
    NOON,
    make_benefit,
    make_card,
    make_raffle,
    make_stock,
    scrawl,
)

DOORS = """
/api/v1/consignments                              GET       signed-in
/api/v1/consignments/<consignment>                GET       officer leader fund_auditor @ own parent
/api/v1/me/benefits                               GET       signed-in
/api/v1/me/merchants                              GET       signed-in
/api/v1/me/merchants/<merchant>/uses              POST      signed-in
/api/v1/me/receipts                               GET       signed-in
/api/v1/me/vouchers                               GET       signed-in
/api/v1/me/vouchers/<card>/code                   GET       owner
/api/v1/raffles                                   GET       everyone
/api/v1/raffles/<raffle>                          GET       everyone
/api/v1/raffles/<raffle>/proof                    GET       everyone
/api/v1/stocks                                    GET       signed-in
/api/v1/stocks/<stock>                            GET       officer leader fund_auditor @ own parent
/api/v1/stocks/<stock>/movements                  GET       officer leader fund_auditor @ own parent
/benefits/                                        GET       signed-in
/benefits/cards/<card>                            GET       owner
/benefits/merchants/                              GET       signed-in
/benefits/merchants/<merchant>                    GET,POST  owner
/benefits/raffles/                                GET       everyone
/benefits/raffles/<raffle>                        GET       everyone
/benefits/raffles/<raffle>/try                    POST      signed-in
/benefits/raffles/<raffle>/proof                  GET       everyone
/benefits/raffles/<raffle>/raffle.json            GET       everyone
/desk/benefits/raffles/                           GET       officer leader fund_auditor
/desk/benefits/raffles/new                        GET,POST  officer
/desk/benefits/raffles/<raffle>                   GET       officer leader fund_auditor @ own parent
/desk/benefits/raffles/<raffle>/wins.xlsx         GET       officer @ own parent
/desk/benefits/raffles/<raffle>/cancel            POST      officer @ own parent
/desk/benefits/raffles/<raffle>/publish           POST      officer @ own parent
/desk/benefits/raffles/<raffle>/freeze            POST      officer @ own parent
/desk/benefits/raffles/<raffle>/draw              POST      officer @ own parent
/desk/benefits/                                   GET       officer leader fund_auditor
/desk/benefits/new                                GET,POST  officer
/desk/benefits/<benefit>                          GET       officer leader fund_auditor @ own parent child
/desk/benefits/<benefit>/receipts.xlsx            GET       officer @ own parent child
/desk/benefits/<benefit>/people                   POST      officer @ own parent
/desk/benefits/<benefit>/end                      POST      officer @ own parent
/desk/benefits/<benefit>/at/<union>               GET,POST  officer @ own parent
/desk/benefits/<benefit>/at/<union>/sheet         GET       officer @ own parent
/desk/benefits/<benefit>/at/<union>/revocation    POST      officer @ own parent
/desk/benefits/<benefit>/at/<union>/signed        POST      officer @ own parent
/desk/benefits/cards/<card>/withdrawal            GET,POST  officer @ own parent
/desk/benefits/consignments/                      GET       officer leader fund_auditor
/desk/benefits/consignments/consignments.xlsx     GET       officer leader fund_auditor
/desk/benefits/consignments/<consignment>         GET       officer leader fund_auditor @ own parent
/desk/benefits/consignments/<consignment>/receipt POST      officer @ own parent
/desk/benefits/consignments/<consignment>/recall  POST      officer @ parent
/desk/benefits/items/new                          GET,POST  officer
/desk/benefits/merchants/                         GET       officer leader fund_auditor
/desk/benefits/merchants/new                      GET,POST  officer
/desk/benefits/merchants/<merchant>               GET       officer leader fund_auditor @ own parent
/desk/benefits/merchants/<merchant>/keepers       POST      officer @ own parent
/desk/benefits/merchants/<merchant>/settlements   POST      officer @ own parent
/desk/benefits/papers/<paper>                     GET       officer leader fund_auditor @ own parent
/desk/benefits/signatures/<signature>             GET       officer leader fund_auditor @ own parent
/desk/benefits/settlements/<settlement>.xlsx      GET       officer leader fund_auditor @ own parent
/desk/benefits/stock/                             GET       officer leader fund_auditor
/desk/benefits/stock/new                          GET,POST  officer
/desk/benefits/stock/stock.xlsx                   GET       officer leader fund_auditor
/desk/benefits/stock/<stock>                      GET       officer leader fund_auditor @ own parent
/desk/benefits/stock/<stock>/consignments         GET,POST  officer @ own parent
/desk/benefits/stock/<stock>/stocktakes           POST      officer @ own parent
"""


def _item(home: Home) -> Item:
    held = Item.objects.filter(organisation=home.union).first()
    return held or make_card(home.union, home.officer, "理发卡", entries=20)


def stock(home: Home) -> Stock:
    held = Stock.objects.filter(organisation=home.union).first()
    return held or make_stock(_item(home), home.union, home.officer)


def benefit(home: Home) -> Benefit:
    held = Benefit.objects.filter(organisation=home.union).first()
    stock(home)
    return held or make_benefit(home.union, home.officer, _item(home), title="理发卡")


def union(home: Home) -> str:
    return str(home.union.public_id)


def card(home: Home) -> Voucher:
    """The member holds it."""
    if held := Voucher.objects.filter(person=home.member).first():
        return held
    hand_out(benefit(home), home.union, home.member, BY_CODE, key=uuid4(), by=home.officer, at=NOON)
    return Voucher.objects.get(person=home.member)


def merchant(home: Home) -> Merchant:
    """The member keeps it."""
    if held := Merchant.objects.filter(organisation=home.union).first():
        return held
    made = sign_merchant(home.union, "示范理发店", "", {_item(home): 2_500}, by=home.officer)
    return set_keepers(made, [home.member], by=home.officer)


def settlement(home: Home) -> Settlement:
    shop = merchant(home)
    if held := shop.settlements.first():
        return held
    shown = Shown(card(home).public_id)
    use_card(shop, shown, key=uuid4(), by=home.member, at=NOON)
    return settle(shop, date(2026, 9, 1), by=home.officer, at=at("2026-10-01 09:00"))


def consignment(home: Home) -> Consignment:
    """On its way to the union."""
    if held := Consignment.objects.filter(organisation=home.union).first():
        return held
    above = home.union.parent or home.union
    keeper = make_officer(above)
    made = make_stock(make_card(above, keeper, "健身卡"), above, keeper)
    return allocate(made, {home.union: 1}, key=uuid4(), by=keeper)[0]


def paper(home: Home) -> StoredFile:
    """A list the member signed."""
    if held := Receipt.objects.filter(paper__isnull=False, person=home.officer).first():
        return held.paper or StoredFile()
    kept = keep_bytes(b"%PDF-1.7", "签领表.pdf", "application/pdf", by=home.officer)
    made, signed = benefit(home), Signed("paper", kept)
    hand_out(made, home.union, home.officer, signed, key=uuid4(), by=home.officer, at=NOON)
    return kept


def signature(home: Home) -> Signature:
    """Of the member."""
    if held := Signature.objects.filter(person=home.member).first():
        return held
    stock(home)
    made = make_benefit(home.union, home.officer, _item(home), title="当面签领", by_hand=True)
    signed = Signed("drawn", drawing=scrawl())
    hand_out(made, home.union, home.member, signed, key=uuid4(), by=home.officer, at=NOON)
    return Signature.objects.get(person=home.member)


def raffle(home: Home) -> Raffle:
    """Over, and nothing done about it yet."""
    if held := Raffle.objects.filter(organisation=home.union).first():
        return held
    return make_raffle(home.union, home.officer, (3, 500_000))
