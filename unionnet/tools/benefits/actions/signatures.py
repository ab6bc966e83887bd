# SPDX-License-Identifier: Apache-2.0
"""Signatures drawn at a counter: sealed where they are written, opened in the sight of who wrote them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.models import Person
from unionnet.foundation.crypto.fields import seal_text
from unionnet.foundation.ids import public_id, take_ids
from unionnet.foundation.scope import verb
from unionnet.tools.benefits.actions.drawing import as_address, drawn_anew
from unionnet.tools.benefits.models import Signature


def sealed_drawing(drawing: bytes) -> dict[str, Any]:
    """The parameters of give.sql for a signature, all nothing when there is none. Raises `Refusal` for what
    is no signature."""
    if not drawing:
        return dict.fromkeys(("signature", "signature_no", "picture"))
    address = as_address(drawn_anew(drawing))
    (pk,) = take_ids(Signature, 1)
    sealed = seal_text(address, Signature._meta.label, "picture", pk)
    return {"signature": pk, "signature_no": public_id(), "picture": sealed}


@verb
def open_signatures(
    signatures: Iterable[Signature], *, by: Person, what: str, people: Iterable[int] = ()
) -> dict[int, str]:
    """The pictures by id, as addresses for a page. That they were opened is written down, with all `people`
    the page names besides, and each of them can read who did it."""
    found = list(signatures)
    note_export([*people, *(each.person_id for each in found)], by=by, what=what)
    return {each.pk: each.picture.open() for each in found}
