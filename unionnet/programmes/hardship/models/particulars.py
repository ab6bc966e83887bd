# SPDX-License-Identifier: Apache-2.0
"""What the file of a household asks beside its figures (HW-14): of the one who applies, of their work
and home, and of each member. One table, read by the forms, the pages and the sheet; answers lie sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.classes import Industry, UnitType
from unionnet.foundation.texts import one_line

LONGEST = 100


class Party(TextChoices):
    MASSES = "masses", _("群众")
    LEAGUE = "league", _("共青团员")
    PARTY = "party", _("中共党员")
    DEMOCRATIC = "democratic", _("民主党派成员")
    NONE = "none", _("无党派人士")


class Health(TextChoices):
    GOOD = "good", _("健康")
    WEAK = "weak", _("体弱")
    CHRONIC = "chronic", _("患慢性病")
    SERIOUS = "serious", _("患重大疾病")
    DISABLED = "disabled", _("残疾")


class Disability(TextChoices):
    SIGHT = "sight", _("视力残疾")
    HEARING = "hearing", _("听力残疾")
    SPEECH = "speech", _("言语残疾")
    PHYSICAL = "physical", _("肢体残疾")
    INTELLECTUAL = "intellectual", _("智力残疾")
    MENTAL = "mental", _("精神残疾")
    MULTIPLE = "multiple", _("多重残疾")


class Marriage(TextChoices):
    SINGLE = "single", _("未婚")
    MARRIED = "married", _("已婚")
    DIVORCED = "divorced", _("离异")
    WIDOWED = "widowed", _("丧偶")


class Registered(TextChoices):
    URBAN = "urban", _("城镇户口")
    RURAL = "rural", _("农村户口")


class Insurance(TextChoices):
    EMPLOYEE = "employee", _("职工医保")
    RESIDENT = "resident", _("城乡居民医保")
    NONE = "none", _("没有参加医保")


class Work(TextChoices):
    EMPLOYED = "employed", _("在岗")
    FLEXIBLE = "flexible", _("灵活就业")
    LAID_OFF = "laid_off", _("下岗")
    JOBLESS = "jobless", _("失业")
    SICK = "sick", _("病休")
    RETIRED = "retired", _("退休（含内退）")


class Honour(TextChoices):
    NATIONAL = "national", _("全国劳模")
    PROVINCIAL = "provincial", _("省部级劳模")
    CITY = "city", _("市级劳模")


class Employer(TextChoices):
    NORMAL = "normal", _("正常经营")
    LOSING = "losing", _("经营困难")
    STOPPED = "stopped", _("停产、半停产")
    CLOSED = "closed", _("关闭、破产")


class Home(TextChoices):
    OWNED = "owned", _("自有住房")
    PUBLIC = "public", _("公租房、廉租房")
    RENTED = "rented", _("租房")
    LENT = "lent", _("借住")
    OTHER = "other", pgettext_lazy("home", "其他")


class Cause(TextChoices):
    OWN_ILLNESS = "own_illness", _("本人患病")
    ILLNESS = "illness", _("家人患病")
    DISABILITY = "disability", _("残疾")
    STUDY = "study", _("子女上学")
    ACCIDENT = "accident", _("意外灾害")
    NO_WORK = "no_work", _("下岗、失业")
    LOW_INCOME = "low_income", _("收入低")
    OTHER = "other", pgettext_lazy("cause", "其他")


class Occupied(TextChoices):
    """身份 of a member: how they spend the day."""

    WORKING = "working", _("在职")
    FLEXIBLE = "flexible", _("灵活就业")
    JOBLESS = "jobless", _("失业")
    RETIRED = "retired", _("退休")
    PUPIL = "pupil", _("学生")
    INFANT = "infant", _("学龄前儿童")
    FARMER = "farmer", _("务农")
    OTHER = "other", pgettext_lazy("occupied", "其他")


@dataclass(frozen=True)
class Asked:
    """One question: what it is called, and how it is answered. Money is 分, an area whole square metres."""

    label: Any
    kind: Literal["choice", "words", "money", "yes", "area"] = "words"
    choices: type[TextChoices] | None = None
    is_needed: bool = False

    def read(self, answer: Any) -> str:
        """The answer as people write it; "" where there is none."""
        if answer in (None, ""):
            return ""
        if self.choices:
            return str(self.choices(answer).label) if answer in self.choices.values else ""
        if self.kind == "yes":
            return _now("是") if answer else _now("否")
        if self.kind == "money":
            return f"{answer / 100:,.2f}"
        return str(answer)


def _choice(label: Any, choices: type[TextChoices], *, is_needed: bool = False) -> Asked:
    return Asked(label, "choice", choices, is_needed)


OWN = {
    "nation": Asked(_("民族")),
    "party": _choice(_("政治面貌"), Party),
    "health": _choice(_("健康状况"), Health, is_needed=True),
    "disability": _choice(_("残疾类别"), Disability),
    "marriage": _choice(_("婚姻状况"), Marriage, is_needed=True),
    "single_parent": Asked(_("单亲家庭"), "yes"),
    "registered": _choice(_("户口类型"), Registered, is_needed=True),
    "registered_at": Asked(_("户口所在地")),
    "address": Asked(_("现住址"), is_needed=True),
    "insurance": _choice(_("医保状况"), Insurance, is_needed=True),
    "able": Asked(_("有自救能力（能通过就业、创业改善生活）"), "yes"),
}
LIVING = {
    "work_state": _choice(_("工作状态"), Work, is_needed=True),
    "income_month": Asked(_("本人月收入（元）"), "money", is_needed=True),
    "honour": _choice(_("劳模类型"), Honour),
    "unit": Asked(_("工作单位")),
    "unit_type": _choice(_("单位性质"), UnitType),
    "unit_state": _choice(_("单位状况"), Employer),
    "industry": _choice(_("所属行业"), Industry),
    "home": _choice(_("住房类型"), Home, is_needed=True),
    "home_area": Asked(_("住房面积（平方米）"), "area"),
    "no_work": Asked(_("零就业家庭（有劳动能力的人都没有工作）"), "yes"),
    "main_cause": _choice(_("主要致困原因类别"), Cause, is_needed=True),
    "second_cause": _choice(_("次要致困原因类别"), Cause),
}
MEMBER = {
    "health": _choice(_("健康状况"), Health),
    "occupied": _choice(pgettext_lazy("household", "身份"), Occupied),
    "income_month": Asked(_("月收入（元）"), "money"),
    "unit": Asked(_("单位或学校")),
}
PARTS = {"own": OWN, "living": LIVING}
FILE = OWN | LIVING


def answered(asked: Mapping[str, Asked], said: Mapping[str, Any]) -> dict[str, Any]:
    """Of what was said, what was asked; words on one line and bounded, a choice only where it is one."""
    kept = {name: said.get(name) for name in asked}
    for name, each in asked.items():
        if each.choices and kept[name] not in each.choices.values:
            kept[name] = ""
        elif each.kind == "words":
            kept[name] = one_line(str(kept[name] or ""), LONGEST)
    return kept


def read_all(asked: Mapping[str, Asked], answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each question that was answered, as a page shows it."""
    lines = [(str(each.label), each.read(answers.get(name))) for name, each in asked.items()]
    return [(label, words) for label, words in lines if words]
