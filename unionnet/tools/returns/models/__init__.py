# SPDX-License-Identifier: Apache-2.0
"""Nouns of figures that go up: a form with its indicators and checks, its periods, what units returned."""

from unionnet.tools.returns.models.firms import FirmLine
from unionnet.tools.returns.models.forms import Check, Form, Indicator, Period
from unionnet.tools.returns.models.layouts import Layout
from unionnet.tools.returns.models.returns import HANDED_OVER, Cell, Explanation, Return, Step
from unionnet.tools.returns.models.sealing import Seal, Supplement
from unionnet.tools.returns.models.targets import Target

__all__ = [
    "HANDED_OVER",
    "Cell",
    "Check",
    "Explanation",
    "FirmLine",
    "Form",
    "Indicator",
    "Layout",
    "Period",
    "Return",
    "Seal",
    "Step",
    "Supplement",
    "Target",
]
