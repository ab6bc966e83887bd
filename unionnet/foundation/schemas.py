# SPDX-License-Identifier: Apache-2.0
"""What machines may say to us and hear from us.

    from unionnet.foundation.schemas import PUBLIC, Asked, Page, Schema, as_in, page_of, scope

    class SiteIn(Schema):
        name: str = as_in(Site, "name")

    @router.get("/sites", response=Page[SiteOut], openapi_extra=PUBLIC)
    def sites(request: HttpRequest, asked: Query[Asked]) -> Keyset:
        return page_of(public_sites(), asked, order=("name", "id"))

Django Ninja alone turns a NUL, a lone surrogate, a twenty-digit number or a too long name into a 500.
Input goes through `clean` twice: whole (the parser of doors/api) and field by field (every `Schema`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import ninja
from django.db.models import Model, QuerySet
from ninja.schema import DjangoGetter
from pydantic import AfterValidator, ConfigDict, Field, ValidationInfo, model_validator

from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import cleaned
from unionnet.foundation.ui import pages

LARGEST = 2**63 - 1
LONGEST = 20_000
DEEPEST = 20
# What a paragraph may hold besides letters. Everything else below U+0020, DEL and C1 is refused.
LAYOUT = "\n\r\t"


def scope(name: str) -> dict[str, Any]:
    """For `openapi_extra=` of an operation: a token needs this scope; a signed-in person needs none.
    An operation without a scope is for signed-in persons only."""
    return {"x-scope": name}


PUBLIC = scope("public")


def clean(value: Any, depth: int = 0) -> Any:
    """The value as it came, or ValueError when no database or reader could take it."""
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int) and not -LARGEST - 1 <= value <= LARGEST:
        raise ValueError("number out of range")
    if isinstance(value, float) and value - value != 0:
        raise ValueError("not a finite number")
    if isinstance(value, Mapping):
        return {clean(key, depth + 1): clean(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item, depth + 1) for item in value]
    return value


def clean_text(text: str) -> str:
    """Refuses what no reader can see (texts.py), and novels: the machine that sends it has a mistake."""
    if len(text) > LONGEST:
        raise ValueError("text too long")
    if cleaned(text) != text:
        raise ValueError("control character, half a character or a mark nobody can see")
    return text


class Schema(ninja.Schema):
    """Base of every body and answer. What comes in is cleaned and trimmed; what goes out is trusted."""

    model_config = ConfigDict(str_strip_whitespace=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _clean(cls, data: Any, info: ValidationInfo) -> Any:
        goes_out = isinstance(info.context, Mapping) and "response_status" in info.context
        said = data._obj if isinstance(data, DjangoGetter) else data  # ninja wraps first
        if isinstance(said, Mapping) and not goes_out:
            clean(said)
        return data


def as_in(model: type[Model], name: str, default: Any = ..., **options: Any) -> Any:
    """A field as long as the column it will fill. A column that may not be blank needs one character."""
    column = model._meta.get_field(name)
    longest = getattr(column, "max_length", None)
    if longest:
        options.setdefault("max_length", longest)
    if default is ... and longest and not getattr(column, "blank", True):
        options.setdefault("min_length", 1)
    return Field(default, **options)


def _one_line(text: str) -> str:
    if any(character in LAYOUT for character in text):
        raise ValueError("one line only")
    return clean_text(text)


# For fields that say how long they may be; of two bounds side by side the one of the type would hold.
OneLine = Annotated[str, AfterValidator(_one_line)]
ManyLines = Annotated[str, AfterValidator(clean_text)]
Line = Annotated[OneLine, Field(max_length=200)]
Words = Annotated[ManyLines, Field(max_length=2000)]
PublicId = Annotated[str, Field(pattern=r"^[2-9a-hjkmnp-z]{12}$", examples=["k7w2m9xqd4hs"])]
Number = Annotated[int, Field(ge=0, le=LARGEST)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class Asked(Schema):
    """Which slice of a list: how many, and after which row (the `next` of the answer before)."""

    size: int = Field(50, ge=1, le=100)
    after: str = Field("", max_length=pages.LONGEST)


Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)


class Page(Schema, Generic[Item]):
    """A slice of a list. `next` is null at the end."""

    items: list[Item]
    next: str | None


@dataclass(frozen=True)
class Keyset:
    """A slice of rows, before it is written out as `Page[…]`."""

    items: Sequence[Any]
    next: str | None


def page_of(rows: QuerySet[Row], asked: Asked, *, order: Sequence[str] = ("id",)) -> Keyset:
    """The slice asked for. The order must not be null and must end in something unique."""
    place = pages._read(rows.model, order, asked.after)
    if asked.after and place is None:
        raise BadInput("after: not a place in this list")
    found = pages._slice(rows, order, place, asked.size, back=False)
    kept = found[: asked.size]
    return Keyset(kept, pages.cursor(kept[-1], order) if len(found) > asked.size else None)


class BadInput(ValueError):
    """Input that a schema cannot judge alone. Machines get a 400."""


class Problem(Schema):
    """A "no" for machines: what code can branch on, what a person can read, and the rule behind it."""

    code: str
    message: str
    rule: str | None = None
    citation: str | None = None

    @classmethod
    def of(cls, refusal: Refusal) -> Problem:
        return cls.model_validate(refusal.as_json())


class FieldProblem(Schema):
    where: str
    message: str


class InvalidInput(Problem):
    """The answer 422: which fields, and why."""

    fields: list[FieldProblem]
