# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people import cards
from unionnet.directory.people.models import Person
from unionnet.directory.people.queries import member_by_card
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.forms import DayInput, MomentInput
from unionnet.tools.booking import queries
from unionnet.tools.booking.actions import Hours, Wish
from unionnet.tools.booking.models import MOST_UNITS, Resource, Terms
from unionnet.tools.booking.rules import LAID_DOWN, refusal, why_not_here
from unionnet.tools.booking.web.asking import spans_of, written

WEEKDAYS = {
    1: gettext_lazy("星期一"),
    2: gettext_lazy("星期二"),
    3: gettext_lazy("星期三"),
    4: gettext_lazy("星期四"),
    5: gettext_lazy("星期五"),
    6: gettext_lazy("星期六"),
    7: gettext_lazy("星期日"),
}
MOST_PEOPLE = 100_000


class BookForm(forms.Form):
    """For whom, how long, what for. Fields with one answer are not asked."""

    who = forms.ChoiceField(label=gettext_lazy("为谁预约"))
    slots = forms.TypedChoiceField(label=gettext_lazy("多长"), coerce=int)
    purpose = forms.CharField(label=gettext_lazy("用途"), max_length=60, required=False)
    people = forms.IntegerField(
        label=gettext_lazy("人数"), min_value=1, max_value=MOST_PEOPLE, required=False
    )

    def __init__(self, resource: Resource, person: Person, starts_at: datetime, *args: Any) -> None:
        super().__init__(*args)
        self.resource, self.starts_at, now = resource, starts_at, database_now()
        self.limits = queries.limits_at(resource, now)
        self.unions = (
            {} if resource.is_private else {u.public_id: u for u in queries.unions_booked_for(person)[:50]}
        )
        party = queries.party_of(resource, now, person=person, union=None)
        code = why_not_here(party, resource, now)
        own = [] if code and self.unions else [("me", _("本人"))]
        self.no = (
            refusal(code, resource, limits=self.limits, party=party) if code and not self.unions else None
        )
        who, slots = self.fields["who"], self.fields["slots"]
        who.choices = [*own, *((key, union.name) for key, union in self.unions.items())]  # type: ignore[attr-defined]
        slots.choices = [(n, self._length(n)) for n in range(1, self._most() + 1)]  # type: ignore[attr-defined]
        for field in (who, slots):
            if len(field.choices) == 1:  # type: ignore[attr-defined]
                field.initial, field.widget = field.choices[0][0], forms.HiddenInput()  # type: ignore[attr-defined]
        if resource.is_private:
            del self.fields["people"]

    @property
    def wish(self) -> Wish:
        said: dict[str, Any] = self.cleaned_data
        union = self.unions.get(said["who"])
        return Wish(self.resource, self.starts_at, said["slots"], union, said["purpose"], said.get("people"))

    def clean(self) -> dict[str, Any]:
        """A union may book longer than a person."""
        data = super().clean() or {}
        most = self.limits.union_slots if data.get("who") in self.unions else self.limits.person_slots
        if data.get("slots", 1) > most:
            self.add_error("slots", _("每次最多 %(n)s 个时段。") % {"n": most})
        return data

    def _most(self) -> int:
        return max(1, self.limits.person_slots, self.limits.union_slots if self.unions else 0)

    def _length(self, slots: int) -> str:
        if self.resource.by_night:
            return _("%(n)s 晚") % {"n": slots}
        hours, minutes = divmod(slots * self.resource.slot_minutes, 60)
        return _("%(n)s 分钟") % {"n": hours * 60 + minutes} if minutes else _("%(n)s 小时") % {"n": hours}


class DayField(forms.DateField):
    widget = DayInput


class ResourceForm(forms.ModelForm):  # type: ignore[type-arg]
    """What it is and who may book. Unions and sites are typed by name, since there are hundreds."""

    union = forms.CharField(
        label=gettext_lazy("管理工会"), max_length=100, widget=forms.TextInput(attrs={"list": "unions"})
    )
    place = forms.CharField(
        label=gettext_lazy("所在阵地"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("写已登记的驿站或场馆的名称；没有的留空"),
    )
    only_union = forms.CharField(
        label=gettext_lazy("限所属工会"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("不填则不限所属工会"),
        widget=forms.TextInput(attrs={"list": "unions"}),
    )

    FIXED = ("union", "kind", "by_night", "is_private")

    class Meta:
        model = Resource
        fields = (
            *("kind", "name", "address", "summary", "fee", "units", "by_night", "slot_minutes"),
            *("audience", "is_private", "needs_approval", "needs_sign_in"),
        )
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._person = person
        self._reached = reached_by(person, "booking.manage").filter(until=None)
        self.unions = list(self._reached.order_by("path").values_list("name", flat=True)[:200])
        for name, least, most in (("units", 1, MOST_UNITS), ("slot_minutes", 10, 1440)):
            field = self.fields[name]
            field.min_value, field.max_value = least, most  # type: ignore[attr-defined]
            field.validators += [MinValueValidator(least), MaxValueValidator(most)]
        found = self.instance
        if found.pk:
            for fixed in self.FIXED:
                del self.fields[fixed]
            self.initial["place"] = found.site.name if found.site else ""
            self.initial["only_union"] = found.open_to.name if found.open_to else ""
        elif self.unions:
            self.initial["union"] = self.unions[0]

    def clean_union(self) -> Organisation:
        found = list(self._reached.filter(name=self.cleaned_data["union"].strip())[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("没有找到这个工会，或不在您的管理范围内。"))
        return found[0]

    def clean_place(self) -> Site | None:
        name = self.cleaned_data["place"].strip()
        found = queries.sites_to_stand_in(self._person).filter(name=name).first() if name else None
        if name and found is None:
            raise forms.ValidationError(_("没有找到这个阵地，或不在您的管理范围内。"))
        return found

    def clean_only_union(self) -> Organisation | None:
        name = self.cleaned_data["only_union"].strip()
        found = queries.unions_named(name).first() if name else None
        if name and found is None:
            raise forms.ValidationError(_("没有找到这个工会。"))
        return found

    def values(self) -> dict[str, Any]:
        """What the verbs are told."""
        said = self.cleaned_data
        own = {name: said[name] for name in self.Meta.fields if name in said}
        return {**own, "site": said["place"], "open_to": said["only_union"]}


class HoursForm(forms.Form):
    """One line a weekday: 09:00-12:00、14:00-21:00."""

    def __init__(self, resource: Resource | None, *args: Any) -> None:
        super().__init__(*args)
        known: dict[int, list[tuple[int, int]]] = {}
        if resource is not None:
            for rule in resource.openings.order_by("weekday", "opens"):
                known.setdefault(rule.weekday, []).append((rule.opens, rule.closes))
        for number, day in WEEKDAYS.items():
            field = forms.CharField(label=day, max_length=100, required=False)
            field.initial = written(known.get(number, []))
            field.widget.attrs["placeholder"] = "09:00-12:00、14:00-21:00"
            self.fields[f"day{number}"] = field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.hours: list[Hours] = []
        for number in WEEKDAYS:
            spans = spans_of(data.get(f"day{number}", ""))
            if spans is None:
                self.add_error(f"day{number}", _("请写成 09:00-12:00、14:00-21:00 的样子。"))
            else:
                self.hours += [(number, opens, closes) for opens, closes in spans]
        return data


class ClosingForm(forms.Form):
    since = DayField(label=gettext_lazy("自"))
    until = DayField(label=gettext_lazy("至"))
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=60)


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Left empty: the rulebook."""

    class Meta:
        model = Terms
        fields = tuple(LAID_DOWN)

    def __init__(self, laid_down: dict[str, Any], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            least, most = (1, 48) if name.endswith("_slots") else (0, 10_000)
            field.validators += [MinValueValidator(least), MaxValueValidator(most)]
            field.help_text = _("不填按规则库：%(n)s") % {"n": laid_down[name]}


class HostForm(forms.Form):
    card_no = forms.CharField(label=gettext_lazy("接待人的会员证号"), max_length=24)

    def clean_card_no(self) -> str:
        number: str = self.cleaned_data["card_no"]
        found = member_by_card(number)
        if found is None:
            raise forms.ValidationError(_("没有这个会员证号的会员。"))
        self.person = found
        return number


class SeriesForm(forms.Form):
    """A union, the first time, how long, and until when."""

    union = forms.CharField(label=gettext_lazy("为哪个工会"), max_length=100)
    starts_at = forms.DateTimeField(
        label=gettext_lazy("第一次的开始时间"),
        widget=MomentInput(),
    )
    slots = forms.IntegerField(label=gettext_lazy("每次几个时段"), min_value=1, max_value=48, initial=1)
    until = DayField(label=gettext_lazy("每周一次，直到"))
    purpose = forms.CharField(label=gettext_lazy("用途"), max_length=60)

    def __init__(self, resource: Resource, *args: Any) -> None:
        super().__init__(*args)
        self.resource = resource

    def clean_union(self) -> Organisation:
        found = list(queries.unions_named(self.cleaned_data["union"].strip())[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("没有找到这个工会，或有同名的，请写全称。"))
        return found[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_at"), data.get("until")
        if first and last and not first.date() <= last <= first.date() + timedelta(weeks=52):
            self.add_error("until", _("要在第一次之后，最长一年。"))
        return data

    @property
    def wish(self) -> Wish:
        said = self.cleaned_data
        return Wish(self.resource, said["starts_at"], said["slots"], said["union"], said["purpose"])


class GuestForm(forms.Form):
    """For a worker who stands at the desk: who it is, from when, how long."""

    code = forms.CharField(label=gettext_lazy("扫会员码，或输入会员证号"), max_length=2000)
    starts_at = forms.DateTimeField(label=gettext_lazy("开始时间"), widget=MomentInput())
    slots = forms.IntegerField(label=gettext_lazy("几个时段（或几晚）"), min_value=1, max_value=48, initial=1)
    purpose = forms.CharField(label=gettext_lazy("用途"), max_length=60, required=False)

    def __init__(self, resource: Resource, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.resource = resource

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        try:
            self.guest = cards.verify(code) if "." in code else member_by_card(code)
        except Refusal as no:
            raise forms.ValidationError(str(no)) from no
        if self.guest is None:
            raise forms.ValidationError(_("没有这个会员证号的会员。"))
        return code

    @property
    def wish(self) -> Wish:
        said = self.cleaned_data
        return Wish(
            self.resource, said["starts_at"], said["slots"], purpose=said["purpose"], guest=self.guest
        )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("解除原因（对方会看到，并留在记录里）"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
