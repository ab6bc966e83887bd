# SPDX-License-Identifier: Apache-2.0
"""What is added to a file piece by piece. Each form knows its verb: `keep(by)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date
from unionnet.foundation.files.actions import keep_document, keep_picture
from unionnet.foundation.refusals import Citation
from unionnet.foundation.rulebook import rule
from unionnet.foundation.tongues import Tongues
from unionnet.foundation.ui.forms import CENT, DayInput, MomentInput, YuanField
from unionnet.tools.activities import actions
from unionnet.tools.activities.models import (
    Activity,
    BudgetLine,
    Document,
    Expense,
    FollowUp,
    HeadCount,
    Host,
    Photo,
    Supplement,
)
from unionnet.tools.activities.queries import union_named
from unionnet.tools.activities.rules import classes_of

DEAREST = 100_000_000  # 元
PAPERS = "application/pdf,image/*,.docx,.xlsx"


class Part(forms.Form):
    """`title` heads the page; `citation` is what the form rests on."""

    title: ClassVar[Any]
    citation: Citation | None = None
    checks: Sequence[Tongues] = ()

    def __init__(self, activity: Activity, *args: Any, **options: Any) -> None:
        self.activity = activity
        super().__init__(*args, **options)

    @property
    def _where(self) -> dict[str, Any]:
        return {"where": self.activity.organisation.county_code, "on": local_date(self.activity.starts_at)}

    def keep(self, by: Person) -> object:
        raise NotImplementedError


class HostForm(Part):
    title = gettext_lazy("添加联合主办或协办单位")
    name = forms.CharField(
        label=gettext_lazy("单位名称"),
        max_length=100,
        help_text=gettext_lazy("工会写全称，系统会认出来；其他单位照写"),
    )
    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=Host.Role.choices[1:])
    share = YuanField(label=gettext_lazy("承担经费（元）"), most=DEAREST, initial=0)
    gives = forms.CharField(label=gettext_lazy("提供"), max_length=120, required=False)

    def keep(self, by: Person) -> object:
        said = self.cleaned_data
        host = Host(activity=self.activity, organisation=union_named(said["name"]), **said)
        return actions.add_host(host, by=by)


class SessionForm(Part):
    title = gettext_lazy("添加场次")
    name = forms.CharField(label=gettext_lazy("内容"), max_length=60)
    starts_at = forms.DateTimeField(label=pgettext_lazy("time", "开始"), widget=MomentInput())
    ends_at = forms.DateTimeField(label=pgettext_lazy("time", "结束"), widget=MomentInput())

    def keep(self, by: Person) -> object:
        said = self.cleaned_data
        return actions.add_session(self.activity, said["starts_at"], said["ends_at"], said["name"], by=by)


class BudgetForm(Part):
    title = gettext_lazy("添加预算")
    code = forms.ChoiceField(label=gettext_lazy("支出类别"))
    what = forms.CharField(label=gettext_lazy("用途"), max_length=60)
    planned = YuanField(label=gettext_lazy("金额（元）"), least=CENT, most=DEAREST)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        where = self._where
        classes, self.citation = classes_of(self.activity.scheme, where["where"], where["on"])
        self.fields["code"].choices = [(each.code, str(each.name)) for each in classes.values()]  # type: ignore[attr-defined]

    def keep(self, by: Person) -> object:
        return actions.budget(BudgetLine(activity=self.activity, **self.cleaned_data), by=by)


class ExpenseForm(Part):
    title = gettext_lazy("登记报销")
    line: Any = forms.ModelChoiceField(label=gettext_lazy("预算项目"), queryset=None)
    payee = forms.CharField(label=gettext_lazy("收款单位"), max_length=60)
    voucher_no = forms.CharField(label=gettext_lazy("凭证号"), max_length=40)
    amount = YuanField(label=gettext_lazy("金额（元）"), least=CENT, most=DEAREST)
    spent_on = forms.DateField(label=gettext_lazy("付款日期"), widget=DayInput)
    is_clean = forms.BooleanField(label=gettext_lazy("已对照下面“八不准”逐条核对"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["line"].queryset = self.activity.budget.all()  # type: ignore[attr-defined]
        ruling = rule("FIN-13.prohibitions", **self._where)
        self.citation = ruling.citation
        self.checks = [Tongues(each["name"], each["english"]) for each in ruling.value]

    def keep(self, by: Person) -> object:
        return actions.spend(Expense(activity=self.activity, **self.cleaned_data), by=by)


class SpeechForm(Part):
    title = gettext_lazy("添加发言")
    unit = forms.CharField(label=gettext_lazy("发言单位"), max_length=100)
    name = forms.CharField(label=gettext_lazy("题目"), max_length=100)
    speaker = forms.CharField(label=gettext_lazy("发言人"), max_length=60, required=False)
    file = forms.FileField(
        label=gettext_lazy("发言材料（可以以后再交）"),
        required=False,
        widget=forms.FileInput({"accept": PAPERS}),
    )

    def keep(self, by: Person) -> object:
        said = self.cleaned_data
        document = Document(
            activity=self.activity,
            kind=Document.Kind.SPEECH,
            title=said["name"],
            unit=said["unit"],
            speaker=said["speaker"],
            file=keep_document(said["file"], by=by) if said["file"] else None,
        )
        return actions.add_document(document, by=by)


class DocumentForm(Part):
    title = gettext_lazy("添加材料")
    kind = forms.ChoiceField(label=gettext_lazy("种类"), choices=Document.Kind.choices[1:])
    name = forms.CharField(label=gettext_lazy("题目"), max_length=100)
    file = forms.FileField(label=gettext_lazy("文件"), widget=forms.FileInput({"accept": PAPERS}))

    def keep(self, by: Person) -> object:
        said = self.cleaned_data
        document = Document(
            activity=self.activity,
            kind=said["kind"],
            title=said["name"],
            file=keep_document(said["file"], by=by),
        )
        return actions.add_document(document, by=by)


class PhotoForm(Part):
    title = gettext_lazy("添加照片")
    file = forms.FileField(
        label=gettext_lazy("照片"), widget=forms.FileInput({"accept": "image/*", "capture": "environment"})
    )
    place = forms.CharField(label=gettext_lazy("拍摄地点"), max_length=80)
    taken_at = forms.DateTimeField(label=gettext_lazy("拍摄时间"), widget=MomentInput())
    caption = forms.CharField(label=gettext_lazy("说明"), max_length=80, required=False)

    def __init__(self, activity: Activity, *args: Any, **options: Any) -> None:
        super().__init__(activity, *args, **options)
        self.fields["place"].initial = activity.where
        self.fields["taken_at"].initial = activity.starts_at

    def keep(self, by: Person) -> object:
        said = self.cleaned_data
        file = keep_picture(said.pop("file"), by=by, is_public=False)
        return actions.add_photo(Photo(activity=self.activity, file=file, **said), by=by)


class FollowUpForm(Part):
    title = gettext_lazy("添加后续任务")
    heading = forms.CharField(
        label=gettext_lazy("机制或事项"), max_length=20, help_text=gettext_lazy("例：共学、共调研")
    )
    what = forms.CharField(label=gettext_lazy("后续任务"), max_length=200)
    whose = forms.CharField(label=gettext_lazy("牵头单位"), max_length=100)
    due_on = forms.DateField(label=gettext_lazy("完成时限"), widget=DayInput)

    def keep(self, by: Person) -> object:
        return actions.set_follow_up(FollowUp(activity=self.activity, **self.cleaned_data), by=by)


class HeadsForm(Part):
    title = gettext_lazy("登记只知总数的参加情况")
    number = forms.IntegerField(label=gettext_lazy("人次"), min_value=1, max_value=10_000_000)
    source = forms.ChoiceField(label=gettext_lazy("来源"), choices=HeadCount.Source.choices)
    host: Any = forms.ModelChoiceField(label=gettext_lazy("哪个单位的人"), queryset=None, required=False)
    words = forms.CharField(label=gettext_lazy("依据和说明"), max_length=120)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["host"].queryset = self.activity.hosts.order_by("pk")  # type: ignore[attr-defined]

    def keep(self, by: Person) -> object:
        return actions.declare_heads(HeadCount(activity=self.activity, **self.cleaned_data), by=by)


class OutcomeForm(Part):
    title = gettext_lazy("成效小结")
    outcome = forms.CharField(
        label=gettext_lazy("成效小结"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, activity: Activity, *args: Any, **options: Any) -> None:
        super().__init__(activity, *args, **options)
        self.fields["outcome"].initial = activity.outcome

    def keep(self, by: Person) -> object:
        return actions.write_outcome(self.activity, self.cleaned_data["outcome"], by=by)


class SupplementForm(Part):
    title = gettext_lazy("归档后的补充")
    text = forms.CharField(
        label=gettext_lazy("补充说明"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(
        label=gettext_lazy("附件"), required=False, widget=forms.FileInput({"accept": PAPERS})
    )

    def keep(self, by: Person) -> object:
        said = self.cleaned_data
        file = keep_document(said["file"], by=by) if said["file"] else None
        return actions.add_supplement(Supplement(activity=self.activity, text=said["text"], file=file), by=by)


class RepeatForm(Part):
    title = gettext_lazy("定期再办")
    weeks = forms.IntegerField(label=gettext_lazy("每隔几周"), min_value=1, max_value=52, initial=1)
    times = forms.IntegerField(label=gettext_lazy("再办几次"), min_value=1, max_value=52)

    def keep(self, by: Person) -> object:
        said = self.cleaned_data
        return actions.repeat(self.activity, said["weeks"], said["times"], by=by)


PARTS: dict[str, type[Part]] = {
    "hosts": HostForm,
    "sessions": SessionForm,
    "budget": BudgetForm,
    "expenses": ExpenseForm,
    "speeches": SpeechForm,
    "documents": DocumentForm,
    "photos": PhotoForm,
    "follow-ups": FollowUpForm,
    "heads": HeadsForm,
    "outcome": OutcomeForm,
    "supplements": SupplementForm,
    "repeat": RepeatForm,
}
