# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, override

from unionnet.foundation.ids import public_id
from unionnet.foundation.ui.drawing import address_of, escaped


@pytest.mark.parametrize(
    "value",
    ["拖欠工资", "<b>\"'&", SafeString("<b>"), gettext_lazy("首页"), 3, None, 1.5],
)
def test_a_value_is_escaped_as_django_does(value: Any) -> None:
    with override("en"):
        assert escaped(value) == conditional_escape(value)


def test_an_address_is_that_of_its_row() -> None:
    row = SimpleNamespace(public_id=public_id(), person=SimpleNamespace(public_id=public_id()))
    assert address_of("desk-casework:case")(row) == reverse("desk-casework:case", args=[row.public_id])
    person = reverse("desk-people:person", args=[row.person.public_id])
    assert address_of("desk-people:person", "person.public_id")(row) == person
