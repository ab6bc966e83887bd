# SPDX-License-Identifier: Apache-2.0
"""Keys that are checked once a statement hold as foreign keys do: nothing points at nobody."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.people.models import Consent, Membership, MembershipSpan, Person, Standing
from unionnet.directory.people.spans import begin_spans

pytestmark = pytest.mark.django_db
NOBODY = 999_999_999


@pytest.fixture
def member() -> Person:
    made = make_person("林晓", union=make_union("双江街道总工会"))
    begin_spans([made.pk])
    return made


@pytest.mark.parametrize(
    "column", ["person_id", "organisation_id", "join_code_id", "paper_id", "decided_by_id", "roster_id"]
)
def test_a_membership_names_nobody_who_is_not_there(member: Person, column: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(person=member).update(**{column: NOBODY})


def test_no_row_of_many_slips_through(member: Person) -> None:
    officer = make_officer(Membership.objects.get(person=member).organisation)
    rows = [Consent(person=member, purpose="joining", version=str(n)) for n in range(20)]
    rows.append(Consent(person_id=NOBODY, purpose="joining", version="1"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.bulk_create(rows)
    assert Consent.objects.bulk_create(rows[:20])
    Membership.objects.filter(person=member).update(decided_by=officer)  # and who is there passes


def test_a_standing_and_a_span_are_somebodys(member: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.create(person_id=NOBODY, path="")
    span = MembershipSpan.objects.filter(person=member).values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipSpan.objects.create(**{**span, "id": None, "membership_id": NOBODY})
    for column in ("paper_id", "by_id"):
        with pytest.raises(IntegrityError), transaction.atomic():
            MembershipSpan.objects.filter(person=member).update(**{column: NOBODY})


def test_whoever_is_named_stays_until_the_end(member: Person) -> None:
    """As behind a foreign key: the row a new membership names is locked, and nobody deletes it meanwhile."""
    union, stranger = make_union("云阳县总工会"), make_person("秦朗")
    Membership.objects.create(person=stranger, organisation=union)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT xmax::text::bigint > 0 FROM organisations_organisation WHERE id = %s", [union.pk]
        )
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT xmax::text::bigint > 0 FROM people_person WHERE id = %s", [stranger.pk])
        assert cursor.fetchone() == (True,)


def delete(table: str, row: int) -> None:
    """By a statement that asks no model; what is checked at the end is checked at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [row])


def test_whoever_is_used_is_not_deleted(member: Person) -> None:
    membership, stranger = Membership.objects.get(person=member), make_person("秦朗")
    stranger.accounts.all().delete()
    with pytest.raises(IntegrityError, match="people_membershipspan"):
        delete("people_membership", membership.pk)
    with pytest.raises(IntegrityError, match="people_membership.organisation_id"):
        delete("organisations_organisation", membership.organisation_id)
    with pytest.raises(IntegrityError, match="people_standing"):
        delete("people_person", stranger.pk)
    Standing.objects.filter(person=stranger).delete()
    delete("people_person", stranger.pk)
    assert not Person.objects.filter(pk=stranger.pk).exists()
