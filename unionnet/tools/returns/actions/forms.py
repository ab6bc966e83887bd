# SPDX-License-Identifier: Apache-2.0
"""A form is written while it is a draft, then issued; afterwards only its next version changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.ids import public_id
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.tools.returns.facts import FormMade
from unionnet.tools.returns.models import Check, Form, Indicator
from unionnet.tools.returns.rules import (
    MOST_CHECKS,
    why_not_change,
    why_not_formula,
    why_not_indicator,
    why_not_issue,
    why_not_remove,
)


@dataclass(frozen=True)
class FormTerms:
    """What the head of a form says. `kinds` of unions that fill it; none: all below."""

    title: str
    about: str = ""
    rhythm: str = Form.Rhythm.ONCE
    kinds: Sequence[str] = ()
    is_signed: bool = False

    def fields(self) -> dict[str, Any]:
        return {
            "title": one_line(self.title, 80),
            "about": many_lines(self.about, 2000),
            "rhythm": self.rhythm,
            "kinds": sorted(self.kinds),
            "is_signed": self.is_signed,
        }


@dataclass(frozen=True)
class IndicatorTerms:
    """One line of a form, as `Indicator` keeps it."""

    code: str
    label: str
    kind: str = Indicator.Kind.COUNT
    unit: str = ""
    section: str = ""
    definition: str = ""
    numerator: str = ""
    denominator: str = ""
    is_required: bool = True
    source: str = ""

    def fields(self) -> dict[str, Any]:
        is_rate = self.kind in ("percent", "average")
        has_unit = self.kind in ("count", "money", "firms")
        return {
            "code": one_line(self.code, 8).upper(),
            "label": one_line(self.label, 60),
            "kind": self.kind,
            "unit": ("yuan" if self.kind == "money" else self.unit) if has_unit else "",
            "section": one_line(self.section, 40),
            "definition": one_line(self.definition, 300),
            "numerator": self.numerator.upper() if is_rate else "",
            "denominator": self.denominator.upper() if is_rate else "",
            "is_required": self.is_required and not is_rate,
            "source": self.source if self.kind == "count" else "",
        }


@verb
def make_form(organisation: Organisation, terms: FormTerms, *, by: Person) -> Form:
    """A draft: nobody below sees it before it is issued."""
    if refusal := why_not_issue(organisation, by):
        raise refusal
    made = Form.objects.create(organisation=organisation, line=public_id(), made_by=by, **terms.fields())
    tell(FormMade(made.pk, organisation.pk), by=by, org_path=organisation.path)
    return made


@verb
def change_form(form: Form, terms: FormTerms, *, by: Person) -> Form:
    found = _draft(form, by)
    for name, value in terms.fields().items():
        setattr(found, name, value)
    found.save()
    return found


@verb
def put_indicator(
    form: Form, terms: IndicatorTerms, *, instead_of: Indicator | None = None, by: Person
) -> Indicator:
    """One more line at the end, or another in place of one."""
    found = _draft(form, by)
    lines = list(found.indicators.all())
    others = [each for each in lines if instead_of is None or each.pk != instead_of.pk]
    made = Indicator(form=found, **terms.fields())
    if refusal := why_not_indicator(made, others):
        raise refusal
    if instead_of is None:
        made.position = max((each.position for each in lines), default=0) + 1
    else:
        made.pk, made.position = instead_of.pk, instead_of.position
        _keep_what_rests_on(found, instead_of, made)
    made.save()
    return made


@verb
def remove_indicator(form: Form, indicator: Indicator, *, by: Person) -> None:
    found = _draft(form, by)
    rates = [each for each in found.indicators.all() if each.is_rate]
    if refusal := why_not_remove(indicator, rates, _formulas(found)):
        raise refusal
    found.indicators.filter(pk=indicator.pk).delete()


@verb
def add_check(
    form: Form, formula: str, *, words: str = "", severity: str = Check.Severity.ERROR, by: Person
) -> Check:
    """What must hold between figures of the form."""
    found = _draft(form, by)
    text = one_line(formula, 200)
    if refusal := why_not_formula(text, list(found.indicators.all())):
        raise refusal
    if found.checks.count() >= MOST_CHECKS:
        raise Refusal("too_many_lines", _("最多写 %(n)s 项。"), n=MOST_CHECKS)
    return Check.objects.create(form=found, formula=text, words=one_line(words, 200), severity=severity)


@verb
def remove_check(form: Form, check: Check, *, by: Person) -> None:
    _draft(form, by).checks.filter(pk=check.pk).delete()


@verb
def new_version(form: Form, *, by: Person) -> Form:
    """A draft with the same lines and checks, under the next number. Issuing it replaces the one before."""
    if refusal := why_not_issue(form.organisation, by):
        raise refusal
    last = Form.objects.select_for_update().filter(line=form.line).order_by("-version")[0]
    if last.is_draft:
        return last
    kept = {name: getattr(form, name) for name in ("title", "about", "rhythm", "kinds", "is_signed")}
    made = Form.objects.create(
        organisation=form.organisation, line=form.line, version=last.version + 1, made_by=by, **kept
    )
    lines, checks = list(form.indicators.all()), list(form.checks.all())
    for line in lines:
        line.pk, line.form = None, made
    for check in checks:
        check.pk, check.form = None, made
    Indicator.objects.bulk_create(lines)
    Check.objects.bulk_create(checks)
    tell(FormMade(made.pk, form.organisation_id), by=by, org_path=form.organisation.path)
    return made


def _draft(form: Form, by: Person) -> Form:
    """The row as it is now, kept from changing."""
    found = Form.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=form.pk)
    if refusal := why_not_change(found, by):
        raise refusal
    return found


def _formulas(form: Form) -> list[str]:
    return list(form.checks.values_list("formula", flat=True))


def _keep_what_rests_on(form: Form, before: Indicator, after: Indicator) -> None:
    """A line that others rest on keeps its code, and stays a figure."""
    if after.code == before.code and after.is_number:
        return
    rates = [each for each in form.indicators.all() if each.is_rate]
    if refusal := why_not_remove(before, rates, _formulas(form)):
        raise refusal
