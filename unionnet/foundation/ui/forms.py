# SPDX-License-Identifier: Apache-2.0
"""Every form of the house is drawn by these templates: label, hint, field, error, in that order."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Finds templates in every app; each field gets its hint and error by aria-describedby."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> Any:
        if template_name.startswith("django/forms/errors/list/"):
            template_name = "ui/forms/errors.html"
        return super().render(template_name, context, request)
