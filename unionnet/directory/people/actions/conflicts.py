# SPDX-License-Identifier: Apache-2.0
"""Conflicts are opened where a claim was refused, and decided by an officer. Nothing is lost either way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.identity import fill_in
from unionnet.directory.people.actions.joining import apply_to_join, withdraw
from unionnet.directory.people.actions.renewing import bring_back, keep_former, put_on
from unionnet.directory.people.actions.transferring import ask_transfer, take_transfer_back
from unionnet.directory.people.conflicts import (
    OF_A_DOCUMENT,
    OF_A_PHONE,
    claim_of,
    claimed,
    opened,
    why_not_decide,
    why_not_reopen,
)
from unionnet.directory.people.facts import ConflictDecided, ConflictOpened, ConflictUndone
from unionnet.directory.people.holders import holder_of, holders_of, twin_of
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.life import due_by
from unionnet.directory.people.models import (
    BINDING_STATES,
    MEMBER_STATES,
    Account,
    Conflict,
    Membership,
    Person,
)
from unionnet.directory.people.standings import refresh_standing
from unionnet.foundation.clock import database_now
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.ids import take_ids
from unionnet.foundation.journal import tell, tell_all
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb

WRITTEN_OVER = ("name", "occupation", "tags")


@verb
def or_conflict(
    deed: Callable[[], Membership],
    organisation: Organisation,
    given: Particulars,
    *,
    by: Person,
    origin: str,
    claimant: Person | None = None,
    at: datetime | None = None,
) -> Membership | Conflict:
    """What the deed, a verb, gives; when it is refused because of somebody else's record, the conflict that
    an officer will decide. All other refusals are raised as they are."""
    try:
        with transaction.atomic():
            return deed()
    except Refusal as no:
        kind = "document" if no.code in OF_A_DOCUMENT else "phone" if no.code in OF_A_PHONE else ""
        holder = _holder(kind, given, claimant)
        known_here = no.code != "renewed_document" and holder and _is_at(holder, organisation)
        if holder is None or (kind == "document" and (holder == claimant or known_here)):
            raise
    rows = {0: (given, holder)}
    who = None if claimant == holder else claimant
    proved = kind == "phone"
    (made,) = _open(kind, rows, organisation, by=by, origin=origin, claimant=who, proved=proved, at=at)
    return made


def _holder(kind: str, given: Particulars, claimant: Person | None) -> Person | None:
    """Whose record stands in the way."""
    if kind == "phone":
        return claimant
    return (holder_of(given.id_number) or twin_of(given)) if kind else None


def _is_at(person: Person, organisation: Organisation) -> bool:
    """Bound to the same union under the same document: nothing to decide, only to say."""
    bound = person.memberships.filter(state__in=BINDING_STATES, organisation=organisation)
    return bound.exists()


@verb
def open_conflicts(
    organisation: Organisation,
    refused: Iterable[Particulars],
    taken: Iterable[Particulars],
    *,
    by: Person,
    at: datetime | None = None,
) -> int:
    """For an import: rows refused because of somebody else's record, and rows taken whose phone signs in
    somebody else. Set-based; a row sent in again opens nothing twice, nor what was decided. Returns how many
    are open."""
    claims = {blind_index("id_number", given.id_number): given for given in refused if given.id_number}
    holders = sorted(holders_of(claims).items(), key=lambda each: each[1].pk)
    held = {at: (claims[index], each) for at, (index, each) in enumerate(holders) if each != by}
    phones = {blind_index("mobile", given.mobile): given for given in taken if given.mobile}
    signing = Account.objects.filter(mobile_index__in=list(phones), person__real_name_at__isnull=False)
    accounts = {each.pk: (phones[bytes(each.mobile_index or b"")], each.person) for each in signing}
    others = {
        pk: (given, person)
        for pk, (given, person) in accounts.items()
        if bytes(person.id_index or b"") != blind_index("id_number", given.id_number)
    }
    opened_now: list[Conflict] = []
    for kind, rows in (("document", held), ("phone", others)):
        fresh = _not_told_apart(kind, rows, organisation)
        opened_now += _open(kind, fresh, organisation, by=by, origin="importing", at=at)
    return len(opened_now)


def _not_told_apart(
    kind: str, rows: Mapping[int, tuple[Particulars, Person]], organisation: Organisation
) -> dict[int, tuple[Particulars, Person]]:
    """Without the claims that an officer of this union has told apart from the record already: the same list
    comes every month. What a person claims themselves is always looked at."""
    indexes = {key: claim_of(given)[1] for key, (given, _person) in rows.items()}
    settled = Conflict.objects.filter(
        kind=kind,
        organisation=organisation,
        decision=Conflict.Decision.DIFFERENT_PEOPLE,
        undone_at=None,
        person__in={person.pk for _given, person in rows.values()},
    )
    known = {(person, bytes(index)) for person, index in settled.values_list("person", "claim_index")}
    return {key: row for key, row in rows.items() if (row[1].pk, indexes[key]) not in known}


@verb
def open_claimed(
    kind: str,
    organisation: Organisation,
    given: Particulars,
    holder: Person,
    *,
    by: Person,
    at: datetime | None = None,
) -> Conflict:
    """Somebody has a phone in hand that signs in `holder`, or claims the entry of `holder`. Sent again it is
    the same matter."""
    rows, origin = {0: (given, holder)}, Conflict.Origin.APPLYING
    proved = bool(given.mobile)  # or they came by WeChat
    (made,) = _open(kind, rows, organisation, by=by, origin=origin, claimant=by, proved=proved, at=at)
    return made


def _open(
    kind: str,
    rows: Mapping[int, tuple[Particulars, Person]],
    organisation: Organisation,
    *,
    by: Person,
    origin: str,
    claimant: Person | None = None,
    proved: bool = False,
    at: datetime | None = None,
) -> list[Conflict]:
    if not rows:
        return []
    at = at or database_now()
    due_on, citation = due_by("MEM-17.conflict_working_days", at, organisation.county_code)
    holders = {person.pk for given, person in rows.values()}
    bound = list(Membership.objects.filter(person__in=holders, state__in=BINDING_STATES))
    bound.sort(key=lambda each: each.is_member)  # a membership outranks an application
    unions = {each.person_id: each.organisation_id for each in bound}
    made = []
    for pk, (given, person) in zip(take_ids(Conflict, len(rows)), rows.values(), strict=True):
        text, index = claim_of(given)
        made.append(
            Conflict(
                pk=pk,
                kind=kind,
                origin=origin,
                person=person,
                held_by_id=unions.get(person.pk),
                organisation=organisation,
                claim=text,
                claim_index=index,
                claimant=claimant,
                is_phone_proved=proved,
                opened_at=at,
                opened_by=by,
                due_on=due_on,
                due_rule=f"{citation.rule} · {citation.pack}",
            )
        )
    Conflict.objects.bulk_create(made, ignore_conflicts=True)
    kept = Conflict.objects.filter(
        kind=kind, organisation=organisation, decision="", claim_index__in=[each.claim_index for each in made]
    )
    there = list(kept.select_related("person", "organisation"))
    mine = {each.pk for each in made}
    facts = [ConflictOpened(c.pk, c.person_id, organisation.pk, kind) for c in there if c.pk in mine]
    tell_all(facts, by=by, org_path=organisation.path)
    return there


@verb
def decide_conflict(
    conflict: Conflict, decision: str, reason: str, *, by: Person, at: datetime | None = None
) -> Conflict:
    """Decide what the two sides are. What is written over is kept, sealed, for the undoing."""
    at, conflict = at or database_now(), _locked(conflict)
    if no := why_not_decide(conflict, decision, reason, by=by, at=at):
        raise no
    deeds: dict[str, Callable[..., dict[str, Any]]] = {
        "same_person": _merge,
        "different_people": _keep_both,
        "free_phone": _free_phone,
        "transfer": _transfer,
    }
    conflict.before = json.dumps(deeds[decision](conflict, claimed(conflict), by, at), ensure_ascii=False)
    conflict.decision, conflict.reason = decision, reason.strip()[:300]
    conflict.decided_at, conflict.decided_by = at, by
    conflict.save()
    fact = ConflictDecided(conflict.pk, conflict.person_id, conflict.organisation_id, decision)
    tell(fact, by=by, org_path=conflict.organisation.path)
    return conflict


def _merge(conflict: Conflict, given: Particulars, by: Person, at: datetime) -> dict[str, Any]:
    """One person: the claim is newer. Their other account comes along; who is bound nowhere applies."""
    person = conflict.person
    before: dict[str, Any] = {name: getattr(person, name) for name in WRITTEN_OVER}
    before["mobile"] = opened(person.mobile) if person.mobile else None
    if given.id_number and holder_of(given.id_number) != person:
        before["document"] = keep_former(person, at=at)
        put_on(person, given.id_type, given.id_number)
        person.document_expires = given.expires_on
    fill_in(person, given, at=at, where=conflict.organisation.county_code)
    if conflict.kind != Conflict.Kind.CLAIM:  # there the register has the name as the document says it
        person.name = given.name
    person.save()
    if conflict.claimant and not conflict.claimant.is_real_name:
        moved = Account.objects.filter(person=conflict.claimant)
        before["accounts"] = list(moved.values_list("pk", flat=True))
        moved.update(person=person)
    if not person.memberships.filter(state__in=BINDING_STATES).exists():
        union, channel = conflict.organisation, Membership.Channel.OFFICER
        conflict.membership = apply_to_join(person, union, given, by=by, channel=channel, at=at)
    refresh_standing([person.pk])
    return before


def _keep_both(conflict: Conflict, given: Particulars, by: Person, at: datetime) -> dict[str, Any]:
    """The record stands; the claim has a number that is not its own, or shares a phone."""
    return {}


def _free_phone(conflict: Conflict, given: Particulars, by: Person, at: datetime) -> dict[str, Any]:
    """Nobody signs in by that phone any more, until its new holder proves it."""
    index = blind_index("mobile", given.mobile)
    accounts = list(Account.objects.select_for_update().filter(person=conflict.person, mobile_index=index))
    before = {"phone": given.mobile, "phone_accounts": [each.pk for each in accounts], "phone_person": False}
    for account in accounts:
        account.mobile, account.mobile_index, account.phone_proved_at = None, None, None
        account.save(update_fields=["mobile", "mobile_index", "phone_proved_at"])
    if conflict.person.mobile_index and bytes(conflict.person.mobile_index) == index:
        before["phone_person"] = True
        conflict.person.mobile, conflict.person.mobile_index = None, None
        conflict.person.save(update_fields=["mobile", "mobile_index"])
    return before


def _transfer(conflict: Conflict, given: Particulars, by: Person, at: datetime) -> dict[str, Any]:
    """The record is right and the person has moved: both unions act, as in any transfer."""
    own = conflict.person.memberships.filter(state__in=MEMBER_STATES).first()
    if own is None:
        raise Refusal("not_a_member", _("对方还不是会员，不用接转；请选择“同一人，合并”。"))
    reason = given.unit or conflict.organisation.name
    conflict.transfer = ask_transfer(own, conflict.organisation, f"信息核对：{reason}", by=by, at=at)
    return {}


@verb
def undo_decision(conflict: Conflict, reason: str, *, by: Person, at: datetime | None = None) -> Conflict:
    """Everything as before the decision, and the matter open again in a row of its own."""
    at, conflict = at or database_now(), _locked(conflict)
    if no := why_not_reopen(conflict, reason, by=by, at=at):
        raise no
    _restore(conflict, json.loads(opened(conflict.before)) if conflict.before else {})
    if conflict.membership and conflict.membership.is_open:
        withdraw(conflict.membership, by=by, reason=reason, at=at)
    if conflict.transfer and conflict.transfer.is_open:
        take_transfer_back(conflict.transfer, by=by, at=at)
    conflict.undone_at, conflict.undone_by = at, by
    conflict.save(update_fields=["undone_at", "undone_by"])
    fact = ConflictUndone(conflict.pk, conflict.person_id, conflict.organisation_id, conflict.decision)
    tell(fact, by=by, org_path=conflict.organisation.path)
    return _open(
        conflict.kind,
        {0: (claimed(conflict), conflict.person)},
        conflict.organisation,
        by=by,
        origin=conflict.origin,
        claimant=conflict.claimant,
        proved=conflict.is_phone_proved,
        at=at,
    )[0]


def _restore(conflict: Conflict, before: Mapping[str, Any]) -> None:
    person = conflict.person
    if "name" in before:
        for name in WRITTEN_OVER:
            setattr(person, name, before[name])
        person.mobile = before["mobile"]
        person.mobile_index = blind_index("mobile", before["mobile"]) if before["mobile"] else None
        if "document" in before:
            bring_back(person, before["document"])
        person.save()
        refresh_standing([person.pk])
    if conflict.claimant and before.get("accounts"):
        Account.objects.filter(pk__in=before["accounts"]).update(person=conflict.claimant)
    if before.get("phone_accounts") or before.get("phone_person"):
        _give_phone_back(person, before)


def _give_phone_back(person: Person, before: Mapping[str, Any]) -> None:
    """Unless somebody has proved it in the meantime: then the account stays without."""
    index = blind_index("mobile", before["phone"])
    if not Account.objects.filter(mobile_index=index).exists():
        for account in Account.objects.filter(pk__in=before["phone_accounts"]):
            account.mobile, account.mobile_index = before["phone"], index
            account.save(update_fields=["mobile", "mobile_index"])
    if before["phone_person"]:
        person.mobile, person.mobile_index = before["phone"], index
        person.save(update_fields=["mobile", "mobile_index"])


def _locked(conflict: Conflict) -> Conflict:
    rows = Conflict.objects.select_for_update(of=["self"])
    rows = rows.select_related("person", "organisation", "held_by", "claimant", "membership", "transfer")
    return rows.get(pk=conflict.pk)


@verb
def empty_conflicts(people: list[int], *, at: datetime | None = None) -> int:
    """What was claimed and what was written over goes with the person; that and how it was decided stays. An
    open one has nobody left to be told apart."""
    mine = Conflict.objects.filter(Q(person__in=people) | Q(claimant__in=people))
    empty, _index = claim_of(Particulars("", "", "", "", ""))
    for conflict in mine:
        conflict.decided_at = conflict.decided_at or at or database_now()
        conflict.decision = conflict.decision or Conflict.Decision.DIFFERENT_PEOPLE
        conflict.claim, conflict.before, conflict.reason = empty, None, ""
        conflict.save(update_fields=["claim", "before", "reason", "decision", "decided_at"])
    return len(mine)
