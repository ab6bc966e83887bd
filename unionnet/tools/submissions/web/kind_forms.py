# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.tools.submissions.actions import LocalTerms
from unionnet.tools.submissions.models import Kind
from unionnet.tools.submissions.queries import offices_that_define
from unionnet.tools.submissions.rules import MOST_DAYS, MOST_MONTHS

ENDINGS = {"number": "（数字）", "date": "（日期）", "long": "（长文）", "text": ""}
OPTIONAL = "（可选）"


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def cut(line: str, ending: str) -> str | None:
    """The line without its ending, however the brackets were typed; None when it has another."""
    wide = line.replace("(", "（").replace(")", "）")
    return line[: -len(ending)].strip() if wide.endswith(ending) else None


class Lines(forms.Textarea):
    def __init__(self) -> None:
        super().__init__(attrs={"rows": 4})


class KindForm(forms.Form):
    """What an office asks for and how it answers. Questions and papers are one a line."""

    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("如：申请命名职工书屋"))
    is_recommended = forms.BooleanField(
        label=_("途经的上级逐级推荐"), required=False, help_text=_("不选则直接报到本会")
    )
    is_reviewed = forms.BooleanField(
        label=_("先审核后批复"), required=False, help_text=_("审核和批复由两个人作出")
    )
    notice_days = forms.IntegerField(
        label=_("公示工作日"), min_value=0, max_value=MOST_DAYS, initial=0, help_text=_("0 为不公示")
    )
    reply_days = forms.IntegerField(
        label=_("办理工作日"),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        help_text=_("不填则用统一的办理期限"),
    )
    recheck_months = forms.IntegerField(
        label=_("复核间隔（月）"), min_value=0, max_value=MOST_MONTHS, initial=0, help_text=_("0 为不复核")
    )
    quota_a_year = forms.IntegerField(
        label=_("每会每年名额"), min_value=1, max_value=999, required=False, help_text=_("不填则不限")
    )
    papers = forms.CharField(
        label=_("材料"),
        max_length=2000,
        required=False,
        widget=Lines,
        help_text=_("每行一份；不是必须的，在行末写（可选）"),
    )
    questions = forms.CharField(
        label=_("要填写的内容"),
        max_length=2000,
        required=False,
        widget=Lines,
        help_text=_("每行一项；行末可以写（数字）、（日期）或（长文）"),
    )
    word = forms.CharField(
        label=_("单独编号的发文代字"),
        max_length=20,
        required=False,
        help_text=_("不填则和本会其他批复一起编号"),
    )

    def terms(self) -> LocalTerms:
        said = self.cleaned_data
        plain = {name: said[name] for name in said if name not in ("papers", "questions", "office")}
        papers = [self._paper(line) for line in lines_of(said["papers"])]
        return LocalTerms(
            **plain, papers=papers, questions=[self._question(line) for line in lines_of(said["questions"])]
        )

    @staticmethod
    def _paper(line: str) -> tuple[str, bool]:
        label = cut(line, OPTIONAL)
        return (line, True) if label is None else (label, False)

    @staticmethod
    def _question(line: str) -> tuple[str, str]:
        for kind, ending in ENDINGS.items():
            if ending and (label := cut(line, ending)) is not None:
                return label, kind
        return line, "text"

    @property
    def wants_preview(self) -> bool:
        return "preview" in self.data


class NewKindForm(KindForm):
    office = forms.ChoiceField(label=_("由哪个工会批复"), help_text=_("它的下级工会可以报送"))
    field_order = ("office", "name")

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offices = {str(union.public_id): union for union in offices_that_define(person)}
        choices = [(key, union.name) for key, union in self._offices.items()]
        self.fields["office"].choices = choices  # type: ignore[attr-defined]

    @property
    def organisation(self) -> Organisation:
        return self._offices[self.cleaned_data["office"]]


def written(kind: Kind, word: str) -> dict[str, Any]:
    """A kind as its form shows it."""
    plain = (
        *("name", "is_recommended", "is_reviewed"),
        *("notice_days", "reply_days", "recheck_months", "quota_a_year"),
    )
    papers = [each["label"] + ("" if each.get("required") else OPTIONAL) for each in kind.papers]
    questions = [each["label"] + ENDINGS[each.get("type", "text")] for each in kind.questions]
    return {name: getattr(kind, name) for name in plain} | {
        "papers": "\n".join(papers),
        "questions": "\n".join(questions),
        "word": word,
    }
