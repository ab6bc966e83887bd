# SPDX-License-Identifier: Apache-2.0
"""Why not? Asked to draw the button, and again by the verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.units import Unit
from unionnet.directory.people.models import Person
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Refusal
from unionnet.tools.returns.formulas import Formula, Term, read_formula
from unionnet.tools.returns.models import Form, Indicator, Period, Return

SEE, FILL, SIGN = "returns.see", "returns.send", "returns.approve"
CHECK, ISSUE = "returns.decide", "returns.manage"
MOVES = Moves(
    {
        "fill": ({"to_fill", "returned"}, "filled"),
        "send": ({"to_fill", "returned", "filled"}, "sent"),
        "take_back": ({"filled", "sent"}, "to_fill"),
        "give_back": ({"sent", "accepted"}, "returned"),
        "accept": ({"sent"}, "accepted"),
    }
)
MOST_INDICATORS = 200
MOST_CHECKS = 200
MOST_UNITS = 50_000
LONGEST_PERIOD = 400


def why_not_issue(organisation: Organisation, by: Person) -> Refusal | None:
    if not by.may(ISSUE, organisation.path):
        return Refusal(
            "elsewhere", _("您不能代%(name)s下发报表，请用该会的任职登录。"), name=organisation.name
        )
    if organisation.until is not None:
        return Refusal("dissolved", _("%(name)s 已撤销。"), name=organisation.name)
    return None


def why_not_change(form: Form, by: Person) -> Refusal | None:
    if not form.is_draft:
        return Refusal("issued", _("报表已经下发，不能再改；需要调整的，请另立新版本。"))
    return why_not_issue(form.organisation, by)


def why_not_indicator(indicator: Indicator, others: Sequence[Indicator]) -> Refusal | None:
    """`others` are the indicators of the form without this one."""
    known = {each.code: each for each in others}
    if indicator.code in known:
        return Refusal("code_taken", _("代码 %(which)s 已经用过，请换一个。"), which=indicator.code)
    if len(others) >= MOST_INDICATORS:
        return Refusal("too_many_lines", _("最多写 %(n)s 项。"), n=MOST_INDICATORS)
    if not indicator.is_rate:
        return None
    for code in (indicator.numerator, indicator.denominator):
        if code not in known or not known[code].is_number:
            return Refusal(
                "unknown_figure", _("表里没有可计数的指标 %(which)s，请先加上它。"), which=code or _("（空）")
            )
    return None


def why_not_remove(
    indicator: Indicator, rates: Sequence[Indicator], formulas: Sequence[str]
) -> Refusal | None:
    """A figure that others rest on is not removed."""
    named = {code for rate in rates for code in (rate.numerator, rate.denominator)}
    named |= {code for text in formulas for code in read_formula(text).codes}
    if indicator.code in named:
        return Refusal("used", _("其他指标或审核关系用到了 %(which)s，请先改它们。"), which=indicator.code)
    return None


def why_not_formula(text: str, indicators: Sequence[Indicator]) -> Refusal | None:
    """Every code stands in the form, and only like is added to like."""
    formula = read_formula(text)
    known = {each.code: each for each in indicators if each.is_number}
    missing = sorted(formula.codes - known.keys())
    if missing:
        return Refusal(
            "unknown_figure", _("表里没有可计数的指标 %(which)s，请先加上它。"), which=_("、").join(missing)
        )
    return _why_not_units(formula, known)


def _why_not_units(formula: Formula, known: Mapping[str, Indicator]) -> Refusal | None:
    left, right = _units(formula.left, known), _units(formula.right, known)
    sides = [left, right]
    if formula.sign in ("=", "~"):
        sides = [left | right]
    for units in sides:
        if len(units) > 1:
            names = _("、").join(str(Unit(unit).label) for unit in sorted(units))
            return Refusal("unlike_units", _("计量单位不同，不能相加或相等：%(units)s。"), units=names)
    return None


def _units(terms: Sequence[Term], known: Mapping[str, Indicator]) -> set[str]:
    return {known[term.code].unit for term in terms if term.code}


def why_not_open(form: Form, begins: date, ends: date, due_on: date, by: Person) -> Refusal | None:
    if refusal := why_not_issue(form.organisation, by):
        return refusal
    if form.closed_at is not None:
        return Refusal("form_closed", _("这个版本已停用，请用新版本。"))
    if ends < begins or (ends - begins).days > LONGEST_PERIOD:
        return Refusal("period_days", _("报告期的截止日期应在开始日期之后，最长一年。"))
    if due_on < begins:
        return Refusal("due_too_early", _("报送期限不能早于报告期开始。"))
    return None


def why_not_units(units: int) -> Refusal | None:
    if not units:
        return Refusal("nobody_to_fill", _("辖区内没有符合条件的工会，请检查填报范围。"))
    if units > MOST_UNITS:
        return Refusal("too_many_units", _("一张表最多发给 %(n)s 个工会，请缩小范围。"), n=f"{MOST_UNITS:,}")
    return None


def why_not_fill(found: Return, by: Person, *, sealed: bool) -> Refusal | None:
    """`sealed` is asked of the database after the return is locked."""
    if not by.may(FILL, found.organisation.path):
        return Refusal("elsewhere", _("这张表由%(name)s填报。"), name=found.organisation.name)
    if sealed:
        return Refusal("sealed", _("这一期已经封存，更正请用补报。"))
    if not found.is_with_unit:
        return Refusal("not_yours_now", _("已经报送，不能再改；需要修改的，请先撤回或请上级退回。"))
    return None


def why_not_hand_in(
    found: Return, by: Person, *, sealed: bool, missing: Sequence[str], broken: int, unexplained: int
) -> Refusal | None:
    """`missing` are the labels of figures that must be there; `broken` checks of severity error."""
    if refusal := why_not_fill(found, by, sealed=sealed):
        return refusal
    if missing:
        named = _("、").join(missing[:5])
        return Refusal("figures_missing", _("还有 %(n)s 项没有填写：%(what)s。"), n=len(missing), what=named)
    if broken:
        return Refusal("checks_broken", _("有 %(n)s 处数字对不上，请改正后再报。"), n=broken)
    if unexplained:
        return Refusal("not_explained", _("有 %(n)s 处提示还没有写明原因。"), n=unexplained)
    return None


def why_not_sign(found: Return, by: Person) -> Refusal | None:
    if found.state != Return.State.FILLED:
        return Refusal("not_filled", _("这张表现在不在审签中。"))
    if not by.may(SIGN, found.organisation.path):
        return Refusal("elsewhere", _("这张表由%(name)s填报。"), name=found.organisation.name)
    if found.filled_by_id == by.pk:
        return Refusal("your_own", _("填报人不能自己审签，请负责人审签。"))
    return None


def why_not_take_back(found: Return, by: Person) -> Refusal | None:
    if found.state not in ("filled", "sent"):
        return Refusal("too_late", _("现在不能撤回；已经接收的，请联系上级退回。"))
    if not by.may(FILL, found.organisation.path):
        return Refusal("elsewhere", _("这张表由%(name)s填报。"), name=found.organisation.name)
    return None


def why_not_judge(found: Return, by: Person) -> Refusal | None:
    """By a union above the one that filled it, never by the one who filled or signed it."""
    parent = found.organisation.parent
    if parent is None or not by.may(CHECK, parent.path):
        return Refusal("elsewhere", _("这张表由上级工会审核。"))
    if by.pk in (found.filled_by_id, found.signed_by_id):
        return Refusal("your_own", _("自己经手报送的，要由另一位干部办理。"))
    return None


def why_not_lay_out(organisation: Organisation, by: Person) -> Refusal | None:
    """A given sheet is kept by those who fill for their union."""
    if by.may(FILL, organisation.path):
        return None
    return Refusal("elsewhere", _("表样由%(name)s保管。"), name=organisation.name)


def why_not_remind(period: Period, unfilled: int, by: Person, today: date) -> Refusal | None:
    if refusal := why_not_issue(period.form.organisation, by):
        return refusal
    if not unfilled:
        return Refusal("all_sent", _("都已经报了。"))
    if period.reminded_on == today:
        return Refusal("reminded_today", _("今天已经提醒过，明天可以再提醒。"))
    return None


def why_not_seal(period: Period, by: Person, *, waiting: int, accepted: int) -> Refusal | None:
    """What is sent is judged first; who sent nothing is named in the seal."""
    if refusal := why_not_issue(period.form.organisation, by):
        return refusal
    if period.is_sealed:
        return Refusal("sealed", _("这一期已经封存，更正请用补报。"))
    if waiting:
        return Refusal("not_all_judged", _("还有 %(n)s 张表没有审核，接收或退回后再封存。"), n=waiting)
    if not accepted:
        return Refusal("nothing_accepted", _("还没有接收任何一张表，不能封存。"))
    return None


def why_not_target(
    period: Period, indicator: Indicator, value: int, units: int, by: Person
) -> Refusal | None:
    """By the one who issued, for a figure or a percentage, and for unions that fill it."""
    if refusal := why_not_issue(period.form.organisation, by):
        return refusal
    if not (indicator.is_number or indicator.kind == Indicator.Kind.PERCENT):
        return Refusal("no_target", _("这个指标不能定目标，请选数字或百分比。"))
    if not 0 < value <= 10**15:
        return Refusal("target_range", _("目标要大于 0。"))
    if not units:
        return Refusal("no_such_units", _("没有找到这些填报单位，请写全称。"))
    return None


def why_not_supplement(found: Return, indicator: Indicator, after: int | None, by: Person) -> Refusal | None:
    if not by.may(FILL, found.organisation.path):
        return Refusal("elsewhere", _("这张表由%(name)s填报。"), name=found.organisation.name)
    if not found.period.is_sealed:
        return Refusal("not_sealed", _("这一期还没有封存，请直接修改；已经报送的先撤回或请上级退回。"))
    if not indicator.is_number or after is None:
        return Refusal("no_figure", _("请选择一个数字指标，并填写更正后的数。"))
    return None


def why_not_accept_supplement(found: Return, asked_by: int, by: Person) -> Refusal | None:
    if not by.may(CHECK, found.period.form.organisation.path):
        return Refusal("elsewhere", _("补报由%(name)s接收。"), name=found.period.form.organisation.name)
    if by.pk == asked_by:
        return Refusal("your_own", _("自己经手报送的，要由另一位干部办理。"))
    return None
