# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.models import Person
from unionnet.foundation.ui.forms import DayInput
from unionnet.programmes.staffing.actions import Particulars
from unionnet.programmes.staffing.models import StaffPost, UnionDay
from unionnet.programmes.staffing.queries import member_with_card

SUGGESTED = 200


class OfUnion(forms.Form):
    """A form with a union the officer types and the page suggests."""

    person: Person

    @property
    def unions(self) -> Iterable[str]:
        return self._reached().values_list("name", flat=True)[:SUGGESTED]

    def clean_union(self) -> Organisation:
        found = list(self._reached().filter(name=self.cleaned_data["union"])[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("在您管理的范围内没有这个工会，请从提示中选择。"))
        return found[0]

    def _reached(self) -> QuerySet[Organisation]:
        return reached_by(self.person, "staffing.manage").filter(until__isnull=True).order_by("path")


class PostForm(OfUnion):
    """Somebody and a post. Who it is and where can be said only once."""

    union = forms.CharField(label=gettext_lazy("工会"), max_length=100)
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    number = forms.CharField(
        label=gettext_lazy("人员编号"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("同名的人靠编号区分；一人多岗填同一个编号。"),
    )
    card = forms.CharField(label=gettext_lazy("会员证号"), max_length=24, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("配备类型"), choices=StaffPost.Kind.choices)
    title = forms.CharField(label=gettext_lazy("职务"), max_length=60)
    since = forms.DateField(label=gettext_lazy("任职起"), widget=DayInput)
    until = forms.DateField(label=gettext_lazy("任期届满或离任"), required=False, widget=DayInput)
    paid_by = forms.ChoiceField(
        label=gettext_lazy("工资由谁发"), choices=[("", "—"), *StaffPost.PaidBy.choices], required=False
    )
    contract_until = forms.DateField(label=gettext_lazy("劳动合同到期"), required=False, widget=DayInput)
    basis = forms.CharField(label=gettext_lazy("依据文号"), max_length=80, required=False)

    def __init__(self, person: Person, *args: Any, post: StaffPost | None = None, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **options)
        self.fields["union"].widget.attrs["list"] = "unions"
        if post:
            for name in ("union", "name", "number", "card", "kind"):
                del self.fields[name]
            self.initial = {name: getattr(post, name) for name in self.fields}

    def clean_card(self) -> str:
        card = str(self.cleaned_data["card"])
        if card and self.member is None:
            raise forms.ValidationError(_("没有这个会员证号的会员"))
        return card

    @property
    def member(self) -> Person | None:
        """The member whose card number was given."""
        card = self.cleaned_data.get("card") or ""
        return member_with_card(self.person, card) if card else None

    def particulars(self, kind: str = "") -> Particulars:
        given = {name: self.cleaned_data[name] for name in ("title", "since", "until", "paid_by")}
        rest = {name: self.cleaned_data[name] for name in ("contract_until", "basis")}
        return Particulars(kind or self.cleaned_data["kind"], **given, **rest)


class EndForm(forms.Form):
    until = forms.DateField(label=gettext_lazy("最后一天"), widget=DayInput)


class DayForm(forms.Form):
    """A day of union work; with several posts, of which."""

    post = forms.ChoiceField(label=gettext_lazy("岗位"))
    day = forms.DateField(label=gettext_lazy("日期"), widget=DayInput)
    halves = forms.TypedChoiceField(
        label=gettext_lazy("时长"),
        choices=UnionDay.Length.choices[::-1],
        coerce=int,
    )
    what = forms.CharField(
        label=gettext_lazy("做什么"),
        max_length=100,
        help_text=gettext_lazy("如：开委员会、走访职工、参加培训。不写他人的隐私。"),
    )

    def __init__(self, posts: Sequence[StaffPost], *args: Any, **options: Any) -> None:
        self.posts = {str(each.public_id): each for each in posts}
        super().__init__(*args, **options)
        choice: Any = self.fields["post"]
        choice.choices = [(key, post.organisation.name) for key, post in self.posts.items()]
        if len(posts) == 1:
            del self.fields["post"]

    @property
    def chosen(self) -> StaffPost:
        """The post the day is of."""
        return self.posts[self.cleaned_data.get("post") or next(iter(self.posts))]


class ImportForm(OfUnion):
    """A file, and the union that is meant where a row names none."""

    file = forms.FileField(
        label=gettext_lazy("表格（xlsx 或 csv）"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )
    union = forms.CharField(label=gettext_lazy("所属工会（表格没有写的）"), max_length=100)

    def __init__(self, person: Person, *args: Any, needs_file: bool = True, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **options)
        self.fields["union"].widget.attrs["list"] = "unions"
        self.fields["file"].required = needs_file
        if first := self._reached().first():
            self.fields["union"].initial = first.name
