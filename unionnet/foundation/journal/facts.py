# SPDX-License-Identifier: Apache-2.0
"""Facts are past tense, hold ids only, and have stable names, since their rows outlive renames of classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from typing import Any, ClassVar, Self, TypeVar

_classes: dict[str, type[Fact]] = {}
_listeners: dict[str, list[Callable[[Any], object]]] = defaultdict(list)


class Fact:
    """Base of all facts: `@dataclass(frozen=True) class PlaceTaken(Fact, name="enrolment.place_taken")`."""

    fact_name: ClassVar[str]

    def __init_subclass__(cls, *, name: str, **options: Any) -> None:
        super().__init_subclass__(**options)
        if _classes.setdefault(name, cls).__qualname__ != cls.__qualname__:
            raise ValueError(f"two facts are called {name}")
        cls.fact_name = name
        _classes[name] = cls

    def as_data(self) -> dict[str, Any]:
        """The fields, as the journal keeps them."""
        return asdict(self)  # type: ignore[call-overload, no-any-return]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The fact again, also from rows older than a field that was dropped."""
        known = {f.name for f in fields(cls)}  # type: ignore[arg-type]
        return cls(**{key: value for key, value in data.items() if key in known})


F = TypeVar("F", bound=Fact)


def on(fact: type[F]) -> Callable[[Callable[[F], object]], Callable[[F], object]]:
    """Register a listener. It hears each fact at least once, after the commit, so it must be idempotent."""

    def register(listener: Callable[[F], object]) -> Callable[[F], object]:
        if listener not in _listeners[fact.fact_name]:
            _listeners[fact.fact_name].append(listener)
        return listener

    return register


def class_of(name: str) -> type[Fact] | None:
    """The class of a fact by its stable name; None when nobody knows it any more."""
    return _classes.get(name)


def listeners_by_name() -> dict[str, tuple[str, Callable[[Any], object]]]:
    """Every listener under its dotted name: name → (fact it hears, function)."""
    return {
        f"{listener.__module__}.{listener.__qualname__}": (fact, listener)
        for fact, listeners in _listeners.items()
        for listener in listeners
    }
