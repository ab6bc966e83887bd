# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.posts import lendable
from unionnet.directory.people.verbs import words_of
from unionnet.foundation.ui.forms import DayInput


class PostChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.organisation.name} · {obj.title or obj.get_name_display()}"


class LendingForm(forms.Form):
    """One of my posts, to whom, which of its verbs, from when to when."""

    post = PostChoice(label=_("任职"), queryset=None)
    card_no = forms.CharField(label=_("代理人的会员证号"), max_length=24)
    verbs = forms.MultipleChoiceField(label=_("委托事项"), widget=forms.CheckboxSelectMultiple)
    since = forms.DateField(label=_("委托开始"), widget=DayInput)
    until = forms.DateField(label=_("委托结束"), widget=DayInput)

    def __init__(self, *args: Any, posts: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
        self.fields["post"].initial = posts[0] if len(posts) == 1 else None
        held = {verb for role in posts for verb in lendable(role.name) - {"desk.open"}}
        self.fields["verbs"].choices = sorted((verb, words_of(verb)) for verb in held)  # type: ignore[attr-defined]
