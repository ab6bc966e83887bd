# SPDX-License-Identifier: Apache-2.0
"""The verbs of figures that go up, one family a file."""

from unionnet.tools.returns.actions.counting import take_facts
from unionnet.tools.returns.actions.filling import Entry, Firm, explain, fill, list_firms
from unionnet.tools.returns.actions.forms import (
    FormTerms,
    IndicatorTerms,
    add_check,
    change_form,
    make_form,
    new_version,
    put_indicator,
    remove_check,
    remove_indicator,
)
from unionnet.tools.returns.actions.issuing import open_period, remind_before_due, remind_unfilled
from unionnet.tools.returns.actions.layouts import drop_layout, keep_layout, mark_layout
from unionnet.tools.returns.actions.moving import accept, accept_all, give_back, hand_in, sign, take_back
from unionnet.tools.returns.actions.sealing import accept_supplement, seal, supplement
from unionnet.tools.returns.actions.targets import set_targets

__all__ = [
    "Entry",
    "Firm",
    "FormTerms",
    "IndicatorTerms",
    "accept",
    "accept_all",
    "accept_supplement",
    "add_check",
    "change_form",
    "drop_layout",
    "explain",
    "fill",
    "give_back",
    "hand_in",
    "keep_layout",
    "list_firms",
    "make_form",
    "mark_layout",
    "new_version",
    "open_period",
    "put_indicator",
    "remind_before_due",
    "remind_unfilled",
    "remove_check",
    "remove_indicator",
    "seal",
    "set_targets",
    "sign",
    "supplement",
    "take_back",
    "take_facts",
]
