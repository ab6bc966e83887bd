# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.reach.actions import Draft
from unionnet.directory.reach.queries import organisations_to_write_to, tags_in_use


class MessageForm(forms.Form):
    """What an officer writes to the members of a union."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        queryset=None,  # set below: it depends on who writes
        label=_("发给哪个工会的会员"),
        help_text=_("包括它下面的各级工会。"),
        to_field_name="public_id",
        empty_label=None,
    )
    tags = forms.MultipleChoiceField(
        label=_("只发给这些人群"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不选就是全部会员。"),
    )
    title = forms.CharField(label=_("标题"), max_length=60)
    text = forms.CharField(label=_("正文"), max_length=1000, widget=forms.Textarea(attrs={"rows": 6}))
    by_text = forms.BooleanField(label=_("同时发短信（从工会每日短信额度中扣）"), required=False)

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = self.fields["organisation"]
        choice.queryset = organisations_to_write_to(person)  # type: ignore[attr-defined]
        if tags := tags_in_use(person):
            self.fields["tags"].choices = [(tag, tag) for tag in tags]  # type: ignore[attr-defined]
        else:
            del self.fields["tags"]

    @property
    def draft(self) -> Draft:
        given = self.cleaned_data
        return Draft(given["title"], given["text"], tags=given.get("tags", []), by_text=given["by_text"])
