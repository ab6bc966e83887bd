# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import public_sites
from unionnet.foundation.ui.forms import DayInput
from unionnet.programmes.venues.actions import Item
from unionnet.programmes.venues.models import DriversHome, HomeItem
from unionnet.programmes.venues.rules import in_fen

NUMBERS = re.compile(r"[\s,，;；、]+")
DEAREST = Decimal(100_000)


class ShelfForm(forms.Form):
    union = forms.CharField(
        label=gettext_lazy("管理工会"), max_length=100, widget=forms.TextInput(attrs={"list": "unions"})
    )
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    address = forms.CharField(label=gettext_lazy("地点"), max_length=120, required=False)

    def __init__(self, person: Person, *args: Any) -> None:
        super().__init__(*args)
        self._reached = reached_by(person, "venues.manage").filter(until=None)
        self.unions = list(self._reached.order_by("path").values_list("name", flat=True)[:200])
        self.fields["union"].initial = self.unions[0] if self.unions else ""

    def clean_union(self) -> Organisation:
        found = list(self._reached.filter(name=self.cleaned_data["union"].strip())[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("没有找到这个工会，或不在您的管理范围内。"))
        return found[0]


class TitleForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("书名"), max_length=120)
    author = forms.CharField(label=gettext_lazy("作者"), max_length=60, required=False)
    isbn = forms.CharField(label="ISBN", max_length=17, required=False)
    numbers = forms.CharField(
        label=gettext_lazy("登录号"),
        max_length=4000,
        help_text=gettext_lazy("每册一个，用空格或逗号分开"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_numbers(self) -> list[str]:
        return numbers_in(self.cleaned_data["numbers"])


def numbers_in(text: str) -> list[str]:
    """The numbers somebody typed or scanned, in their order."""
    return [each[:20] for each in NUMBERS.split(text[:40_000]) if each][:2000]


class HomeForm(forms.Form):
    """A station of mine, its beds, and one line for each thing: 热水淋浴 免费, 停车 10 元/晚."""

    site = forms.CharField(label=gettext_lazy("驿站名称"), max_length=60)
    beds = forms.IntegerField(label=gettext_lazy("床位数"), min_value=1, max_value=200)
    truck_places = forms.IntegerField(label=gettext_lazy("货车车位"), min_value=0, max_value=5000, initial=0)
    note = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)
    items = forms.CharField(
        label=gettext_lazy("服务项目"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("每行一项，如：热水淋浴 免费；停车 10 元/晚"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    LINE = re.compile(r"^(\S{1,40})\s+(?:免费|(\d{1,6}(?:\.\d{1,2})?)\s*元(?:/(\S{1,10}))?)$")

    def __init__(self, person: Person, home: DriversHome | None, *args: Any) -> None:
        super().__init__(*args)
        self._person = person
        if home is not None:
            del self.fields["site"], self.fields["beds"]
            lines = "\n".join(written(each) for each in home.items.order_by("pk"))
            self.initial = {"truck_places": home.truck_places, "note": home.note, "items": lines}

    def clean_site(self) -> Site:
        name = self.cleaned_data["site"].strip()
        found = list(public_sites().filter(self._person.reach("venues.manage").q(), name=name)[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("没有找到这个驿站，或不在您的管理范围内。"))
        return found[0]

    def clean_items(self) -> list[Item]:
        found: list[Item] = []
        for line in filter(None, map(str.strip, self.cleaned_data["items"].splitlines()[:50])):
            match = self.LINE.match(line)
            price = _price(match[2]) if match else None
            if match is None or price is None:
                raise forms.ValidationError(_("看不懂这一行：%(line)s"), params={"line": line[:40]})
            found.append((match[1], in_fen(price), match[3] or ""))
        return found


def written(item: HomeItem) -> str:
    """The line of the form again."""
    if not item.price:
        return f"{item.name} 免费"
    unit = f"/{item.unit}" if item.unit else ""
    return f"{item.name} {Decimal(item.price) / 100:f} 元{unit}"


def _price(text: str | None) -> Decimal | None:
    try:
        price = Decimal(text or "0")
    except InvalidOperation:
        return None
    return price if price <= DEAREST else None


class VisitForm(forms.Form):
    site = forms.CharField(label=gettext_lazy("场馆名称"), max_length=60)
    day = forms.DateField(label=gettext_lazy("日期"), widget=DayInput)
    times = forms.IntegerField(label=gettext_lazy("人次"), min_value=0, max_value=1_000_000)

    def __init__(self, person: Person, *args: Any) -> None:
        super().__init__(*args)
        self._person = person

    def clean_site(self) -> Site:
        name = self.cleaned_data["site"].strip()
        found = list(public_sites().filter(self._person.reach("venues.manage").q(), name=name)[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("没有找到这个场馆，或不在您的管理范围内。"))
        return found[0]
