# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from unionnet.directory.people.phones import MobileField
from unionnet.directory.people.web.choosing import UnionChoice, UnionForm
from unionnet.foundation.ui.forms import DayInput
from unionnet.programmes.letters.actions import Notified, Objection, Outcome
from unionnet.programmes.letters.models import Dismissal
from unionnet.programmes.letters.rules import HANDLE
from unionnet.programmes.letters.web.choosing import EmployerChoice


class DismissalForm(UnionForm):
    """What the employer told, as an officer writes it down."""

    verb = HANDLE
    union = UnionChoice(label=gettext_lazy("答复的工会"))
    employer = EmployerChoice()
    name = forms.CharField(label=gettext_lazy("职工姓名"), max_length=60)
    mobile = MobileField(
        label=gettext_lazy("职工手机号"),
        required=False,
        help_text=gettext_lazy("用来对上会员，本人能在“我的信息”里看到这件事，号码不保存"),
    )
    ground = forms.ChoiceField(label=gettext_lazy("解除的依据"), choices=Dismissal.Ground.choices)
    reason = forms.CharField(
        label=gettext_lazy("单位说的理由"), max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    told = forms.ChoiceField(
        label=gettext_lazy("怎样得知"), choices=Dismissal.Told.choices, widget=forms.RadioSelect
    )
    told_on = forms.DateField(label=gettext_lazy("得知日期"), widget=DayInput())
    effective_on = forms.DateField(label=gettext_lazy("解除日期"), widget=DayInput())
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    @property
    def notified(self) -> Notified:
        said = self.cleaned_data
        how = said["ground"], said["reason"], said["told"]
        return Notified(said["name"], *how, said["told_on"], said["effective_on"], said["mobile"])


class ObjectionForm(forms.Form):
    reasons = forms.CharField(
        label=gettext_lazy("工会的理由"), max_length=4000, widget=forms.Textarea({"rows": 6})
    )
    broken = forms.CharField(
        label=gettext_lazy("违反的规定"),
        max_length=200,
        help_text=gettext_lazy("法律、法规或者合同的哪一条，如：《劳动合同法》第四十二条第四项"),
    )
    number = forms.CharField(
        label=gettext_lazy("文号"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("可以以后在文件上填写"),
    )

    @property
    def objection(self) -> Objection:
        return Objection(**self.cleaned_data)


class ResultForm(forms.Form):
    kind = forms.ChoiceField(
        label=pgettext_lazy("dismissal", "处理结果"),
        choices=Dismissal.Result.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("单位书面告知的内容"), max_length=4000, widget=forms.Textarea({"rows": 5})
    )
    on = forms.DateField(label=gettext_lazy("书面告知日期"), widget=DayInput())

    @property
    def outcome(self) -> Outcome:
        return Outcome(**self.cleaned_data)
