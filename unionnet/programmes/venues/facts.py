# SPDX-License-Identifier: Apache-2.0
"""What others may hear of venues. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from unionnet.foundation.journal import Fact


@dataclass(frozen=True)
class ShelfOpened(Fact, name="venues.shelf_opened"):
    shelf: int


@dataclass(frozen=True)
class Catalogued(Fact, name="venues.catalogued"):
    title: int
    copies: int


@dataclass(frozen=True)
class CopyRemoved(Fact, name="venues.copy_removed"):
    copy: int


@dataclass(frozen=True)
class Lent(Fact, name="venues.lent"):
    loan: int


@dataclass(frozen=True)
class Returned(Fact, name="venues.returned"):
    loan: int


@dataclass(frozen=True)
class LoanDue(Fact, name="venues.loan_due"):
    """Soon, or today: the reader is reminded once."""

    loan: int


@dataclass(frozen=True)
class StockTaken(Fact, name="venues.stock_taken"):
    stock_take: int


@dataclass(frozen=True)
class HomeOpened(Fact, name="venues.home_opened"):
    home: int


@dataclass(frozen=True)
class HomeChanged(Fact, name="venues.home_changed"):
    home: int


@dataclass(frozen=True)
class VisitsCounted(Fact, name="venues.visits_counted"):
    count: int
