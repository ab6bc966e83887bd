# SPDX-License-Identifier: Apache-2.0
"""What anyone may recompute a raffle from, as JSON in pieces: half a million tries need no more memory than
ten.

Nothing that is told changes any more, so the pages need no snapshot in common.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from unionnet.foundation.scope import everything
from unionnet.tools.benefits.models import Entry, GivenBack, Raffle, Win

AT_ONCE = 2_000
Told = dict[str, Any]
Row = tuple[Any, ...]
Pages = Iterable[list[Any]]
Lists = dict[str, Pages]


def published(raffle: Raffle) -> Iterator[str]:
    """The promise, then each list row by row. The seed and the lists are in it once the raffle is over, not
    before; a roster from when it is frozen. docs/raffles.md says what each part means."""
    return _written(_promise(raffle), _lists(raffle))


def _written(promise: Told, lists: Lists) -> Iterator[str]:
    yield _json(promise)[:-1]
    for name, pages in lists.items():
        yield f', "{name}": ['
        comma = ""
        for page in pages:
            yield comma + _json(page)[1:-1]
            comma = ", "
        yield "]"
    yield "}"


def _promise(raffle: Raffle) -> Told:
    told: Told = {
        "format": "unionnet-raffle-1",
        "raffle": raffle.public_id,
        "kind": raffle.mode,
        "commitment": raffle.commitment,
        "committed_at": raffle.committed_at.isoformat(),
        "table": [prize.tier._asdict() for prize in raffle.prizes.order_by("rank")],
        "table_digest": raffle.table_digest,
        "seed": raffle.seed.open() if raffle.published_at else None,
        "published_at": raffle.published_at.isoformat() if raffle.published_at else None,
    }
    if raffle.mode == Raffle.Mode.LIST:
        told |= {"roster_root": raffle.roster_root, "public_word": raffle.public_word}
    return told


def _lists(raffle: Raffle) -> Lists:
    is_open = raffle.published_at is not None
    if raffle.mode == Raffle.Mode.LIST:
        return {
            "roster": _roster(raffle) if raffle.frozen_at else (),
            "wins": _wins(raffle) if is_open else (),
        }
    return {"lines": _lines(raffle) if is_open else (), "given_back": _given_back(raffle) if is_open else ()}


def _lines(raffle: Raffle) -> Pages:
    """Number, receipt and the rank that was hit, in the order of the tries."""
    # The few ranks are held: joined, a table that grew a second ago would be sorted anew for every page.
    ranks = dict(raffle.prizes.values_list("pk", "rank"))
    tried = _pages(_tries(raffle), "number", "receipt", "prize_id")
    return ([(number, receipt, ranks.get(prize, 0)) for number, receipt, prize in page] for page in tried)


def _roster(raffle: Raffle) -> Pages:
    """The receipts of those who took part, in the order of their numbers."""
    return ([receipt for _number, receipt in page] for page in _pages(_tries(raffle), "number", "receipt"))


def _wins(raffle: Raffle) -> Pages:
    """Receipt and rank, in the order they were drawn."""
    tried = _tries(raffle).filter(number=OuterRef("number"))
    rows = Win.objects.filter(raffle=raffle, number__isnull=False)
    drawn = _pages(rows.annotate(receipt=Subquery(tried.values("receipt"))), "pk", "receipt", "prize__rank")
    return ([row[1:] for row in page] for page in drawn)


def _given_back(raffle: Raffle) -> Pages:
    """After which number, which rank, how many: a handful a minute at most."""
    rows = GivenBack.objects.filter(raffle=raffle).order_by("after_number", "pk")
    return [list(rows.values_list("after_number", "prize__rank", "quantity"))]


def _tries(raffle: Raffle) -> QuerySet[Entry]:
    return Entry.objects.filter(raffle=raffle)


def _pages(rows: QuerySet[Any], key: str, *fields: str) -> Iterator[list[Row]]:
    """Page by page by a key that only rises. They leave when the request is over, so each asks for itself."""
    after = 0
    while True:
        with everything("what is published names nobody"), transaction.atomic():
            found = rows.filter(**{f"{key}__gt": after}).order_by(key).values_list(key, *fields)
            page = list(found[:AT_ONCE])
        if not page:
            return
        yield page
        after = page[-1][0]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
