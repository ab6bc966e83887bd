# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.people.actions.renewing import keep_former, put_on
from unionnet.directory.people.documents import nationality_in, told_by, why_not_expired
from unionnet.directory.people.facts import BecameRealName, IdentityCorrected, OccupationCorrected
from unionnet.directory.people.holders import holder_of, twin_of
from unionnet.directory.people.identity import (
    Particulars,
    clean,
    plain_name,
    plain_number,
    why_not_name,
    why_not_number,
)
from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import OCCUPATIONS, tags_of
from unionnet.directory.people.rules import why_not_renewed
from unionnet.directory.people.standings import refresh_standing
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb


@verb
def become_real_name(
    person: Person,
    particulars: Particulars,
    *,
    by: Person | None,
    where: str = "",
    at: datetime | None = None,
) -> Person:
    """A visitor becomes a real-name user. Saying the same again changes only phone, occupation and
    their tags."""
    at = at or database_now()
    given = clean(particulars, on=local_date(at))
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.is_real_name and holder_of(given.id_number) != person:
        raise Refusal("other_identity", _("这个账号已经用另一份证件实名，请核对证件号码，或到工会现场更正。"))
    is_new = not person.is_real_name
    if is_new and twin_of(given):
        raise why_not_renewed()
    fill_in(person, given, at=at, where=where)
    _save(person)
    if is_new:
        tell(BecameRealName(person.pk), by=by or person)
    refresh_standing([person.pk])
    return person


@verb
def correct_identity(
    person: Person,
    name: str,
    id_type: str,
    id_number: str,
    *,
    by: Person,
    renewed: bool = False,
    expires_on: date | None = None,
    at: datetime | None = None,
) -> Person:
    """What was written down wrongly, or has been `renewed`, is put right: name and document with its last
    day, and what follows from them. Who may decide that is asked before."""
    at, name, number = at or database_now(), plain_name(name), plain_number(id_number)
    refusal = why_not_name(name) or why_not_number(id_type, number, on=local_date(at))
    if refusal := refusal or why_not_expired(expires_on, on=local_date(at)):
        raise refusal
    person = Person.objects.select_for_update().get(pk=person.pk)
    if bytes(person.id_index or b"") != blind_index("id_number", number):
        if renewed and person.id_number:
            keep_former(person, at=at)
        person.document_expires = None
    person.document_expires = expires_on or person.document_expires
    person.name = name
    put_on(person, id_type, number)
    person.nationality = nationality_in(id_type, number) or person.nationality
    born_on, sex = told_by(id_type, number)
    person.born_on, person.sex = born_on or person.born_on, sex or person.sex
    _save(person)
    tell(IdentityCorrected(person.pk), by=by)
    refresh_standing([person.pk])
    return person


@verb
def correct_occupation(
    person: Person, occupation: str, *, by: Person, where: str = "", at: datetime | None = None
) -> Person:
    """What I do for a living, and the tags that follow from it: my own word is enough."""
    if occupation not in OCCUPATIONS:
        raise Refusal("bad_occupation", _("请从列表中选择职业类别。"))
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.tags = _tags(person.tags, person.occupation, occupation, at or database_now(), where)
    person.occupation = occupation
    person.save(update_fields=["tags", "occupation"])
    tell(OccupationCorrected(person.pk), by=by)
    refresh_standing([person.pk])
    return person


def fill_in(person: Person, given: Particulars, *, at: datetime, where: str) -> None:
    """Put cleaned particulars on a person, without saving. Name and document are filled in once; what is not
    given stays."""
    if given.mobile:
        person.mobile, person.mobile_index = given.mobile, blind_index("mobile", given.mobile)
    if given.occupation:
        person.tags = _tags(person.tags, person.occupation, given.occupation, at, where)
        person.occupation = given.occupation
    if given.id_number and not person.is_real_name:
        person.name, person.other_name = given.name, given.other_name
        put_on(person, given.id_type, given.id_number)
        person.nationality = nationality_in(given.id_type, given.id_number) or given.nationality
        person.document_expires = given.expires_on
        born_on, sex = told_by(given.id_type, given.id_number)
        person.born_on, person.sex = born_on or given.born_on, sex or given.sex
        person.real_name_at = at


def _save(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:  # the unique index is the last word: somebody else was quicker
        raise Refusal("id_taken", _("这份证件已经登记过，请用登记时的手机号登录。")) from error


def _tags(tags: list[str], old: str, new: str, at: datetime, where: str) -> list[str]:
    """Tags that followed from the old occupation go, those of the new one come, all others stay."""
    day = local_date(at)
    kept = [tag for tag in tags if tag not in tags_of(old, where=where, on=day)]
    return [*kept, *(tag for tag in tags_of(new, where=where, on=day) if tag not in kept)]
