# SPDX-License-Identifier: Apache-2.0
"""Every form of the house is drawn by these templates: label, hint, field, error, in that order."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

CENT = Decimal("0.01")
WRITTEN_BESIDE = str.maketrans("", "", ", ¥元")


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


class YuanField(forms.DecimalField):
    """Money: typed and shown in 元, whole 分 on both sides of the form (`initial`, `cleaned_data`). Read as
    it stands in sheets, too: full-width digits, commas between thousands, a sign of the currency.

    `most` and `least` are in 元; what is dearer, negative or finer than a 分 is refused.
    """

    widget = forms.TextInput

    def __init__(self, *, most: int, least: Decimal | int = 0, **options: Any) -> None:
        super().__init__(min_value=least, max_value=most, decimal_places=2, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value  # as it was typed
        return f"{Decimal(value) / 100:.2f}".removesuffix(".00")

    def clean(self, value: Any) -> Any:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).translate(WRITTEN_BESIDE)
        yuan = super().clean(value)
        return None if yuan is None else int(yuan * 100)


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
