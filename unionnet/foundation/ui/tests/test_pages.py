# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory

from unionnet.foundation.ui.pages import Page

ORDER = ("app_label", "-id")
pytestmark = pytest.mark.django_db


@pytest.fixture
def rows() -> list[ContentType]:
    made = [ContentType(app_label=f"page{n // 4}", model=f"m{n}") for n in range(10)]
    ContentType.objects.bulk_create(made)
    return sorted(made, key=lambda row: (row.app_label, -row.pk))


def page(query: str = "", size: int = 3, **options: object) -> Page[ContentType]:
    request = RequestFactory().get(f"/desk/list{query}")
    wanted = ContentType.objects.filter(app_label__startswith="page")
    return Page.of(wanted, request, order=ORDER, size=size, **options)  # type: ignore[arg-type]


def test_walking_on_and_back_shows_every_row_once(rows: list[ContentType]) -> None:
    seen, here = [], page()
    while True:
        seen += here.rows
        if not here.next:
            break
        here = page(here.next)
    assert seen == rows
    back = list(here.rows)
    while here.previous:
        here = page(here.previous)
        back = here.rows + back
    assert back == rows


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after(rows: list[ContentType]) -> None:
    assert (page().previous, bool(page().next)) == ("", True)
    assert page(size=10).next == ""
    second = page(page().next)
    first = page(second.previous)
    assert first.rows == rows[:3]
    assert first.previous == ""


def test_a_row_that_arrives_shifts_nothing(rows: list[ContentType]) -> None:
    onward = page().next
    ContentType.objects.create(app_label="page0", model="late")
    assert page(onward).rows == rows[3:6]


HUGE = "WyJwYWdlMCIsIjk5OTk5OTk5OTk5OTk5OTk5OTkiXQ"  # an id past what a bigint holds


@pytest.mark.parametrize(
    "garbage", ["x", "%00", "W10", "WzFd", "WyJhIiwiYiJd", HUGE, "8J-YgA", "a" * 5000], ids=range(8)
)
def test_a_cursor_that_cannot_be_read_is_the_first_page(garbage: str, rows: list[ContentType]) -> None:
    assert page(f"?after={garbage}").rows == rows[:3]
    assert page(f"?before={garbage}").rows == rows[:3]


@pytest.mark.parametrize(
    ("size", "given"), [("2", 2), ("0", 1), ("-5", 3), ("9999", 10), ("99999999", 3), ("²", 3)]
)
def test_the_size_stays_within_bounds(size: str, given: int, rows: list[ContentType]) -> None:
    assert len(page(f"?size={size}").rows) == given


def test_sorting_keeps_the_filters_and_only_takes_offered_columns(rows: list[ContentType]) -> None:
    sorted_page = page("?sort=-model&q=1", sortable=("model",))
    assert [row.model for row in sorted_page.rows] == ["m9", "m8", "m7"]
    assert parse_qs(sorted_page.next[1:])["q"] == ["1"]
    assert [row.model for row in page(sorted_page.next, sortable=("model",)).rows] == ["m6", "m5", "m4"]
    assert page("?sort=permission__name").rows == rows[:3]


def test_a_page_costs_one_query(rows: list[ContentType], django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        page()
