# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.people.models import Person
from unionnet.directory.people.queries import member_by_card
from unionnet.directory.people.web.choosing import UnionForm
from unionnet.foundation.ui.forms import YuanField
from unionnet.tools.payments.models import FundSource, PaymentBatch
from unionnet.tools.payments.queries import sources_seen_by

BACK = re.compile(r"(\d{1,6})\s+(\S.*)", re.ASCII)


class OfUnion(UnionForm):
    verb = "payments.manage"


class SourceForm(OfUnion):
    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=FundSource.Kind.choices)
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)


class BatchForm(OfUnion):
    title = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    kind = forms.ChoiceField(label=gettext_lazy("救助类别"), choices=PaymentBatch.Kind.choices)
    source: Any = forms.ModelChoiceField(
        None,
        label=gettext_lazy("资金来源"),
        help_text=gettext_lazy("一个批次只用一项资金，不同来源分开编制。"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(person, *args, **options)
        self.fields["source"].queryset = sources_seen_by(person).order_by("name", "pk")  # type: ignore[attr-defined]


class AccountForm(forms.Form):
    account = forms.CharField(
        label=gettext_lazy("银行账号"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    bank = forms.CharField(label=gettext_lazy("开户行"), max_length=60)


class LineForm(AccountForm):
    card_no = forms.CharField(label=gettext_lazy("会员证号"), max_length=24)
    amount = YuanField(label=gettext_lazy("金额（元）"), most=1_000_000)
    field_order = ("card_no", "amount", "account", "bank")

    def clean_card_no(self) -> Person:
        found = member_by_card(self.cleaned_data["card_no"])
        if found is None:
            raise forms.ValidationError(_("没有这个会员证号的会员。"))
        return found


class FileForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("用途（名单上的人会看到）"), max_length=200, initial=gettext_lazy("送银行代发")
    )


class CloseForm(forms.Form):
    voucher_no = forms.CharField(label=gettext_lazy("记账凭证号"), max_length=40)
    failed = forms.CharField(
        label=gettext_lazy("银行退回的"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一行一笔：序号、空格、原因，如：3 户名不符。没有退回就不填。"),
    )

    def clean_failed(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for line in self.cleaned_data["failed"].splitlines():
            if not line.strip():
                continue
            said = BACK.fullmatch(line.strip())
            if said is None:
                raise forms.ValidationError(_("这一行读不出：%(line)s") % {"line": line[:40]})
            found[int(said[1])] = said[2]
        return found


class ReturnForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("退回原因"), max_length=200)
