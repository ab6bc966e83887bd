# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.ui.forms import DayInput
from unionnet.foundation.ui.tags.words import listed
from unionnet.tools.submissions.actions import CircularWords
from unionnet.tools.submissions.queries import offices_that_send, unions_below
from unionnet.tools.submissions.rules import MOST_READERS
from unionnet.tools.submissions.web.forms import names_in

TO = (("direct", _("直接下级工会")), ("all", _("全部下级工会")), ("named", _("下面写明的工会")))


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True})


class CircularForm(forms.Form):
    """A paper for unions below. The files are read from the request: a form field holds only one."""

    office = forms.ChoiceField(label=_("发文工会"))
    title = forms.CharField(label=_("标题"), max_length=120)
    number = forms.CharField(label=_("文号"), max_length=60, required=False, help_text=_("没有可以不填"))
    body = forms.CharField(
        label=_("正文"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    enclosed = forms.FileField(
        label=_("附件"),
        required=False,
        widget=ManyFiles,
        help_text=_("PDF、Word、Excel 或照片，每个不超过 20 MB，最多 10 个"),
    )
    to = forms.ChoiceField(label=_("发给"), choices=TO, widget=forms.RadioSelect, initial="direct")
    named = forms.CharField(
        label=_("工会名称"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("选“下面写明的工会”时填写：写全称，用顿号分开"),
    )
    read_by = forms.DateField(label=_("请在何时前阅知"), required=False, widget=DayInput)

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offices = {str(union.public_id): union for union in offices_that_send(person)}
        choices = [(key, union.name) for key, union in self._offices.items()]
        self.fields["office"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        names = names_in(data.get("named") or "")
        if data.get("to") == "named" and data.get("office"):
            below = unions_below(self._offices[data["office"]])
            known = set(below.filter(name__in=names).values_list("name", flat=True))
            if unknown := [name for name in names if name not in known]:
                self.add_error("named", _("没有找到：%(names)s。") % {"names": listed(unknown)[:200]})
        return data | {"names": names}

    @property
    def sender(self) -> Organisation:
        return self._offices[self.cleaned_data["office"]]

    def unions(self) -> QuerySet[Organisation]:
        """As many as the verb may take, and one more that makes it refuse."""
        rows, to = unions_below(self.sender), self.cleaned_data["to"]
        if to == "direct":
            rows = rows.filter(parent=self.sender)
        elif to == "named":
            rows = rows.filter(name__in=self.cleaned_data["names"])
        return rows[: MOST_READERS + 1]

    @property
    def words(self) -> CircularWords:
        said = self.cleaned_data
        return CircularWords(said["title"], said["body"], said["number"], said["read_by"])
