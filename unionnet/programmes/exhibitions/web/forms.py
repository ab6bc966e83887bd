# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.directory.people.queries import no_unions
from unionnet.foundation.ui.forms import DayInput
from unionnet.programmes.exhibitions.actions import ShowTerms, WorkTerms
from unionnet.programmes.exhibitions.models import Work
from unionnet.programmes.exhibitions.queries import offices_that_show


class ShowForm(forms.Form):
    title = forms.CharField(label=_("展览名称"), max_length=60)
    about = forms.CharField(
        label=_("前言"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    place = forms.CharField(
        label=_("现场地点"), max_length=80, required=False, help_text=_("只在网上展出的不用填")
    )
    opens_on = forms.DateField(label=_("开展日期"), widget=DayInput)
    closes_on = forms.DateField(label=_("闭展日期"), widget=DayInput)
    is_for_all = forms.BooleanField(label=_("本会以外的人也可以看"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens_on, closes_on = data.get("opens_on"), data.get("closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", _("闭展日期不能早于开展日期。"))
        return data

    @property
    def terms(self) -> ShowTerms:
        return ShowTerms(**{name: self.cleaned_data[name] for name in ShowForm.base_fields})


class NewShowForm(ShowForm):
    """The same with the union that shows, where somebody works for several."""

    union = forms.ModelChoiceField(label=_("办展工会"), queryset=no_unions(), empty_label=None)
    field_order = ("union",)

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["union"].queryset = offices_that_show(person)  # type: ignore[attr-defined]


class WorkForm(forms.Form):
    picture = forms.FileField(
        label=_("作品照片"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("照片里的拍摄地点等信息会自动去掉"),
    )
    title = forms.CharField(label=_("作品名称"), max_length=60)
    kind = forms.ChoiceField(label=_("类别"), choices=Work.Kind.choices)
    author = forms.CharField(label=_("作者"), max_length=40)
    author_unit = forms.CharField(label=_("作者单位"), max_length=60, required=False)
    about = forms.CharField(
        label=_("作品说明"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    agreed_on = forms.DateField(
        label=_("作者同意展出的日期"),
        widget=DayInput,
        required=False,
        help_text=_("没有填的先不展出；同意书由办展的工会留存"),
    )
    position = forms.IntegerField(
        label=_("次序"), min_value=1, max_value=9_999, required=False, help_text=_("不填，就排在最后")
    )

    @property
    def terms(self) -> WorkTerms:
        given = {name: self.cleaned_data[name] for name in WorkForm.base_fields if name != "picture"}
        return WorkTerms(**given)


class OldWorkForm(WorkForm):
    """Another picture only where one is chosen."""

    def __init__(self, *args: Any, is_asked: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_asked:
            self.fields["agreed_on"].disabled = True
            self.fields["agreed_on"].help_text = _("作者在自己的手机上答复，这里不能改")
        self.fields["picture"].required = False
        self.fields["picture"].label = _("换一张照片")
        self.fields["position"].help_text = ""


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=200)
