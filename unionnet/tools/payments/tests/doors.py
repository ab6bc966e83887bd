# SPDX-License-Identifier: Apache-2.0
from uuid import uuid4

from tests.doors import Home
from unionnet.tools.payments.actions import Account, enter_payment, name_source, open_batch
from unionnet.tools.payments.models import Payment, PaymentBatch

DOORS = """
/payments/                            GET       signed-in
/desk/payments/                       GET       officer leader fund_auditor
/desk/payments/new                    GET,POST  officer
/desk/payments/sources/new            GET,POST  officer
/desk/payments/lines/<line>           GET,POST  officer @ own parent
/desk/payments/<batch>/               GET       officer leader fund_auditor @ own parent
/desk/payments/<batch>/lines          POST      officer @ own parent
/desk/payments/<batch>/lines.xlsx     GET       officer @ own parent
/desk/payments/<batch>/request        POST      officer @ own parent
/desk/payments/<batch>/approval       POST      officer leader @ own parent
/desk/payments/<batch>/return         POST      officer leader @ own parent
/desk/payments/<batch>/bank-file      POST      officer @ own parent
/desk/payments/<batch>/closure        POST      officer @ own parent
"""


def batch(home: Home) -> PaymentBatch:
    if held := PaymentBatch.objects.filter(organisation=home.union).first():
        return held
    source = name_source(home.union, "工会帮扶资金", "union", by=home.officer)
    return open_batch(home.union, "送温暖", "winter", source, key=uuid4(), by=home.officer)


def line(home: Home) -> Payment:
    account = Account("6222020202020202001", "示范银行")
    return enter_payment(batch(home), home.member, account, 100_000, by=home.officer)
