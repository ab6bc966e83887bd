# SPDX-License-Identifier: Apache-2.0
"""Who was paid what stays as long as the accounts; the number of the account lies sealed."""

from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import INTERNAL, KEEP, SENSITIVE, Declaration

DECLARATIONS = (
    Declaration("payments.FundSource", INTERNAL, why=_("资金来源")),
    Declaration("payments.PaymentBatch", INTERNAL, why=_("资金发放的批次和审批"), acts=("second",)),
    Declaration(
        "payments.Payment",
        SENSITIVE,
        why=_("发给本人的资金和收款账号"),
        keeps=_("按会计凭证保管期限"),
        erasure=_("发放凭证依法保存，只留编号和时间"),
        fields=("person", "amount", "account", "tail", "bank", "state", "reason"),
        hidden=("claim",),
        on_erasure=KEEP,
    ),
)
