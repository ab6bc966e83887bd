# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connections
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from unionnet.foundation.prepared import Among, Within, prepared

pytestmark = pytest.mark.django_db


@prepared
def types_of(app: str) -> QuerySet[ContentType]:
    """The models of one app."""
    return ContentType.objects.filter(app_label=app).order_by("model")


@prepared
def names_among(apps: list[str], other: str) -> QuerySet[ContentType, tuple[str, str]]:
    found = ContentType.objects.filter(Q(Among("app_label", apps)) | Q(app_label=other))
    return found.order_by("app_label", "model").values_list("app_label", "model")


@prepared
def beginning_with(names: list[str]) -> QuerySet[ContentType, str]:
    found = ContentType.objects.filter(Within("app_label", names))
    return found.values_list("app_label", flat=True)


@prepared
def how_many(app: str) -> QuerySet[ContentType, int]:
    found = ContentType.objects.filter(app_label=app).order_by().values("app_label")
    return found.annotate(n=Count("pk")).values_list("n", flat=True)


@prepared
def live_sessions(at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__gt=at).order_by("session_key")[:2]


def _plainly(app: str) -> list[ContentType]:
    return list(ContentType.objects.filter(app_label=app).order_by("model"))


def test_a_prepared_question_answers_like_the_queryset_it_was_written_as() -> None:
    assert types_of("people") == _plainly("people")
    assert [kind.app_label for kind in types_of(app="places")] == ["places"] * len(_plainly("places"))
    assert types_of("nobody") == []
    assert how_many("people") == [len(_plainly("people"))]


def test_a_list_is_one_parameter_of_any_length() -> None:
    apps = ["people", "places"]
    plain = ContentType.objects.filter(app_label__in=[*apps, "reach"]).order_by("app_label", "model")
    assert names_among(apps, "reach") == list(plain.values_list("app_label", "model"))
    assert {app for app, _model in names_among([], "reach")} == {"reach"}


def test_the_first_row_or_none() -> None:
    assert types_of.first("people") == _plainly("people")[0]
    assert types_of.or_404("people") == _plainly("people")[0]
    assert types_of.first("nobody") is None
    with pytest.raises(Http404):
        types_of.or_404("nobody")


def test_moments_are_compared_and_a_limit_holds() -> None:
    now = timezone.now()
    for number in range(3):
        Session.objects.create(
            session_key=f"k{number}", session_data="", expire_date=now + timedelta(hours=number)
        )
    assert [row.session_key for row in live_sessions(now - timedelta(seconds=1))] == ["k0", "k1"]
    assert [row.session_key for row in live_sessions(now)] == ["k1", "k2"]


def test_one_asking_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    types_of("people")
    with django_assert_num_queries(1):
        types_of("reach")


def test_nothing_is_no_parameter() -> None:
    with pytest.raises(TypeError, match="app"):
        types_of(None)  # type: ignore[arg-type]


def test_a_parameter_without_a_known_type_is_refused() -> None:
    @prepared
    def unclear(app: object) -> QuerySet[ContentType]:
        return ContentType.objects.filter(app_label=app)

    with pytest.raises(TypeError, match="object"):
        unclear("people")


@pytest.mark.django_db(transaction=True)
def test_threads_share_the_wording_and_not_the_connection() -> None:
    def ask(app: str) -> list[str]:
        try:
            return [kind.app_label for kind in types_of(app)]
        finally:
            connections.close_all()

    apps = ["people", "places", "reach", "organisations"] * 4
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(ask, apps))
    assert [set(answer) for answer in answers] == [{app} for app in apps]


def test_what_begins_with_one_of_many() -> None:
    assert set(beginning_with(["sess", "contentt"])) == {"sessions", "contenttypes"}
    assert beginning_with([]) == beginning_with(["%"]) == []
