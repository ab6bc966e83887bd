# SPDX-License-Identifier: Apache-2.0
"""Sites by their name: by any piece of it or of the address, or by the beginning of its pinyin."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.lookups import StartsWith

from unionnet.directory.organisations.pinyin import Initials
from unionnet.directory.places.models import Site
from unionnet.foundation.pieces import has_piece

LOOKED_AT = 500


def named(words: str) -> Q:
    """Every word is a piece of name or address; letters may also begin the pinyin or its initials."""
    found = Q()
    for word in words.lower().split():
        found &= _spelt(word) if word.isascii() and word.isalnum() else has_piece(word, "name", "address")
    return found


def _spelt(word: str) -> Q:
    begins = Q(pinyin__startswith=word)
    if len(word) == 1 and word.isalpha():
        return begins  # nearly every name has every letter somewhere
    return begins | Q(StartsWith(Initials("pinyin"), word)) | has_piece(word, "name", "address")


@dataclass(frozen=True)
class Some:
    """The first sites by name, of how many that were looked at: beyond `LOOKED_AT` nobody counts."""

    sites: list[Site]
    looked_at: int


def some_of(sites: QuerySet[Site], most: int) -> Some:
    """Of the first few hundred that come to hand. Whoever types 驿站 is answered as fast as who types a
    street: to put the whole nation in order for twenty lines would take a hundred times as long."""
    at_hand = sorted(sites.order_by().values_list("pinyin", "pk")[: LOOKED_AT + 1])
    first = Site.objects.filter(pk__in=[pk for _pinyin, pk in at_hand[:most]])
    return Some(list(first.select_related("organisation").order_by("pinyin", "id")), len(at_hand))
