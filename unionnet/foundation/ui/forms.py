# SPDX-License-Identifier: Apache-2.0
"""Every form of the house is drawn by these templates: label, hint, field, error, in that order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _


class Renderer(TemplatesSetting):
    """Finds templates in every app; each field gets its hint and error by aria-describedby."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> Any:
        if template_name.startswith("django/forms/errors/list/"):
            template_name = "ui/forms/errors.html"
        if template_name == "django/forms/widgets/select.html":
            _name_the_blank(context["widget"])
        return super().render(template_name, context, request)


def _name_the_blank(select: dict[str, Any]) -> None:
    """Nothing chosen is a sentence, not Django's row of dashes."""
    for _group, options, _index in select["optgroups"][:1]:
        for option in options:
            if option["label"] == BLANK_CHOICE_DASH[0][1]:
                option["label"] = _("请选择")


class DayInput(forms.DateInput):
    """The browser's own calendar. It reads a day only as 2026-11-22, whatever the language writes: in any
    other form a known day would stand there as an empty field."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock, to the minute; like `DayInput` it reads one
    form only."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class SuggestingInput(forms.TextInput):
    """A line to type in; the browser offers what `suggestions()` gives. Asked only when it is drawn."""

    template_name = "ui/forms/suggesting.html"
    suggestions: Callable[[], Iterable[str]] = tuple

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        listed = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"] |= {"list": listed, "autocomplete": "off"}
        context["listed"], context["suggestions"] = listed, self.suggestions()
        return context
