# SPDX-License-Identifier: Apache-2.0
"""The small nouns that pages hand to the tags. All frozen, none knows a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Tab:
    label: Any
    url: str
    count: int | None = None
    on: bool = False


@dataclass(frozen=True)
class Step:
    label: Any
    note: Any = ""


@dataclass(frozen=True)
class Event:
    """One line of a matter's story."""

    at: datetime | date | None
    title: Any
    who: Any = ""
    note: Any = ""
    kind: str = ""


@dataclass(frozen=True)
class Point:
    """A place on the calm grid: metres east and north of its centre; lat/lon only for real tiles."""

    label: Any
    east: float
    north: float
    url: str = ""
    kind: str = ""
    note: Any = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Bar:
    label: Any
    value: float
    of: float
    text: Any = ""


@dataclass(frozen=True)
class Tile:
    label: Any
    value: float | None
    text: Any = ""
    url: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: an attribute path, or a function that draws the cell."""

    key: str
    label: Any
    kind: str = "text"
    sort: str = ""
    cell: Callable[[Any], Any] | None = None
    note: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Pick:
    """A box before each row, for what is done with several at once: the name it is sent under, its value, and
    what the row is called. The form around the table says where it goes."""

    name: str
    value: Callable[[Any], Any]
    label: Callable[[Any], Any]


@dataclass(frozen=True)
class Table:
    columns: Sequence[Column]
    rows: Iterable[Any]
    page: Any = None
    export: str = ""
    empty: Any = ""
    empty_text: Any = ""
    row_url: Callable[[Any], str] | None = None
    caption: Any = ""
    classes: Sequence[str] = field(default_factory=tuple)
    pick: Pick | None = None
