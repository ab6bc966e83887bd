# SPDX-License-Identifier: Apache-2.0
"""Choosing a union among thousands: typed and suggested, never drawn as one long list."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import found_in, reached_by
from unionnet.directory.people import queries
from unionnet.directory.people.models import Person
from unionnet.foundation.ui.forms import SuggestingInput

SUGGESTED, MEANT = 200, 5
OUT_OF_REACH = gettext_lazy("在您管理的范围内没有这个工会，请从提示中选择。")
WITH_THE_ONE_ABOVE = re.compile(r"(.+)（([^（）]+)）")


class UnionChoice(forms.CharField):
    """A union an officer may act for, by its name; the form that has it fills in `unions`. Of several with
    one name, the union above says which: 甲村工会（乙镇总工会）. `nowhere` is said where there is none."""

    def __init__(self, *, nowhere: Any = OUT_OF_REACH, **options: Any) -> None:
        options.setdefault("help_text", gettext_lazy("输入名称，或从提示中选择。"))
        super().__init__(max_length=210, widget=SuggestingInput(), **options)
        self.nowhere = nowhere
        self.unions = queries.no_unions()

    @property
    def unions(self) -> QuerySet[Organisation]:
        return self._unions

    @unions.setter
    def unions(self, unions: QuerySet[Organisation]) -> None:
        self._unions = unions
        self.widget.suggestions = self._names
        self.initial = self._only

    def _names(self) -> list[str]:
        return list(self._unions.values_list("name", flat=True)[:SUGGESTED])

    def _only(self) -> str:
        """Where there is nothing to choose."""
        names = list(self._unions.values_list("name", flat=True)[:2])
        return str(names[0]) if len(names) == 1 else ""

    def prepare_value(self, value: Any) -> Any:
        """The name of a union known by its row or its id."""
        if isinstance(value, int):
            value = self._unions.filter(pk=value).first()
        return value.name if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Organisation | None:
        typed = str(super().clean(value))
        if not typed:
            return None
        found = list(self._unions.filter(name=typed).select_related("parent")[:2]) or self._below(typed)
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(self._several(found[0]) if found else self._meant(typed))

    def _below(self, typed: str) -> list[Organisation]:
        parts = WITH_THE_ONE_ABOVE.fullmatch(typed)
        return list(self._unions.filter(name=parts[1], parent__name=parts[2])[:2]) if parts else []

    @staticmethod
    def _several(one: Organisation) -> str:
        above = one.parent.name if one.parent else ""
        return _("有几个同名的工会，请在后面写上它的上级工会，例如：%(name)s") % {
            "name": f"{one.name}（{above}）"
        }

    def _meant(self, typed: str) -> str:
        """By a piece of the name, pinyin or code."""
        near = list(found_in(self._unions, typed).values_list("name", flat=True)[:MEANT])
        if near:
            return _("请写全名。您找的是不是：%(names)s") % {"names": "、".join(near)}
        return str(self.nowhere)


class UnionForm(forms.Form):
    """A form of which the union is one the officer may act for by `verb`. Their own stands there to begin
    with: most act for no other."""

    verb: ClassVar[str]
    union = UnionChoice(label=gettext_lazy("工会"))

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.unions = reached_by(person, self.verb).filter(until__isnull=True).order_by("path")
        chosen: Any = self.fields["union"]
        chosen.unions = self.unions
        chosen.initial = self.unions.first()
