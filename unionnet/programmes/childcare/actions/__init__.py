# SPDX-License-Identifier: Apache-2.0
"""The verbs of childcare, one family a file."""

from unionnet.programmes.childcare.actions.children import (
    consent,
    list_pickup,
    register,
    revoke,
    say_special_care,
    unlist_pickup,
)
from unionnet.programmes.childcare.actions.classes import Plan, call_off, open_class, put_on_duty, relieve
from unionnet.programmes.childcare.actions.days import hand_over, read_care, receive, turn_away
from unionnet.programmes.childcare.actions.forgetting import forget_children, forget_of
from unionnet.programmes.childcare.actions.places import confirm_place, enter, leave

__all__ = [
    "Plan",
    "call_off",
    "confirm_place",
    "consent",
    "enter",
    "forget_children",
    "forget_of",
    "hand_over",
    "leave",
    "list_pickup",
    "open_class",
    "put_on_duty",
    "read_care",
    "receive",
    "register",
    "relieve",
    "revoke",
    "say_special_care",
    "turn_away",
    "unlist_pickup",
]
