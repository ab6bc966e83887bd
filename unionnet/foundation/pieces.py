# SPDX-License-Identifier: Apache-2.0
"""Found by a piece of a name, from an index: no scan, no extension of the database, no words to segment.

Chinese names are asked for by one, two or three characters. The index holds every character and every pair
of neighbours; a longer piece is in rows that hold all its pairs, which are looked at once more for the piece.

    indexes = [GinIndex(Pieces("name", "address"), name="site_pieces", fastupdate=False)]
    Site.objects.filter(has_piece("枫林路", "name", "address"))
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.array import ArrayContains  # type: ignore[attr-defined]
from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan


class Joined(Func):
    """These columns in one small-lettered text, each on its own line so that no pair crosses over."""

    template = "lower(%(expressions)s)"
    arg_joiner = " || chr(10) || "
    output_field: Any = TextField()


class Pieces(Func):
    """Every character of these columns and every pair: pairs counted from the first, and from the second."""

    joined = "lower(%(expressions)s)"
    pairs = "string_to_array(regexp_replace({}, '(..)', '\\1' || chr(9), 'g'), chr(9))"
    later = "substr(lower(%(expressions)s), 2)"
    template = f"(string_to_array({joined}, NULL) || {pairs.format(joined)} || {pairs.format(later)})"
    arg_joiner = Joined.arg_joiner
    output_field: Any = ArrayField(TextField())


def has_piece(piece: str, *columns: str) -> Q:
    """Rows in which one of the columns has this piece, capitals or not."""
    piece = piece.lower()
    # The cheap question first: where no index is walked, it spares most rows the other one.
    return Q(GreaterThan(StrIndex(Joined(*columns), Value(piece)), 0)) & Q(
        ArrayContains(Pieces(*columns), pieces_of(piece))
    )


def pieces_of(piece: str) -> list[str]:
    """What the index knows of a piece: its pairs, or its only character."""
    return sorted({piece[at : at + 2] for at in range(len(piece) - 1)}) or [piece]
