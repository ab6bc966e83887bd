# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.people.web.choosing import UnionChoice, UnionForm
from unionnet.directory.places.models import Site
from unionnet.foundation.texts import lines_of
from unionnet.programmes.feeds.actions import Terms
from unionnet.programmes.feeds.entries import COLUMNS
from unionnet.programmes.feeds.models import Outlet


class TermsForm(forms.Form):
    """What is agreed with a map or an app."""

    name = forms.CharField(label=gettext_lazy("渠道名称"), max_length=40)
    datum = forms.ChoiceField(label=gettext_lazy("坐标系"), choices=Site.Datum.choices)
    shape = forms.ChoiceField(label=gettext_lazy("文件格式"), choices=Outlet.Shape.choices)
    wants_photo = forms.BooleanField(label=gettext_lazy("没有照片的不收"), required=False)
    columns = forms.CharField(
        label=gettext_lazy("栏目对照"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "每行一栏：我们的栏目=对方的栏目，例：latitude=lat。不填则用我们的栏目，全部给出。"
        ),
    )
    url = forms.CharField(
        label=gettext_lazy("推送地址"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("对方不来取、要我们推送时才填，https:// 开头。"),
    )
    token = forms.CharField(
        label=gettext_lazy("推送令牌"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("对方给的，加密保存；不改可不填。"),
    )

    @staticmethod
    def as_initial(outlet: Outlet) -> dict[str, Any]:
        columns = "\n".join(f"{key}={outlet.columns[key]}" for key in COLUMNS if key in outlet.columns)
        same = ("name", "datum", "shape", "wants_photo", "url")
        return {**{name: getattr(outlet, name) for name in same}, "columns": columns}

    def clean_columns(self) -> dict[str, str]:
        found = {}
        for line in lines_of(self.cleaned_data["columns"]):
            ours, sign, theirs = line.partition("=")
            if not sign or not theirs.strip() or len(theirs.strip()) > 40:
                raise forms.ValidationError(_("看不懂这一行：%(line)s") % {"line": line[:40]})
            found[ours.strip()] = theirs.strip()
        return found

    @property
    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in TermsForm.base_fields})


class OutletForm(UnionForm, TermsForm):
    """A new outlet also says whose sites it shows."""

    verb = "feeds.manage"
    field_order = ("union", "name", "datum", "shape")
    union = UnionChoice(label=gettext_lazy("哪个工会的站点"))
