# SPDX-License-Identifier: Apache-2.0
"""Who stands before the desk: by the rotating card, by card number, by receipt."""

from __future__ import annotations

from django.utils.translation import gettext as _

from unionnet.directory.people import cards
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.queries import person_of_card, person_of_receipt


def person_by(code: str, offer: Offer) -> Person:
    """The person a code stands for. Raises `Refusal`."""
    code = "".join(code.split())
    if "." in code:
        return cards.verify(code)
    found = person_of_receipt(code, offer) or person_of_card(code)
    if found is None:
        raise Refusal("nobody", _("没有找到这个人，请核对号码，或请对方出示签到码。"))
    return found
