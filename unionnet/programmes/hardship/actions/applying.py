# SPDX-License-Identifier: Apache-2.0
"""What a household does itself: agree, say how it lives, send it, take it back. Nothing is kept before it has
agreed, and nothing of what it says stands anywhere unsealed."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from unionnet.directory.people.identity import plain_name, plain_number, why_not_name, why_not_resident_id
from unionnet.directory.people.models import Person
from unionnet.directory.people.purposes import leaves_out
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.files.actions import forget_files, keep_document
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.programmes.hardship.actions.learning import hand_tags
from unionnet.programmes.hardship.actions.moving import kept, make_move, write_step
from unionnet.programmes.hardship.facts import DossierMoved
from unionnet.programmes.hardship.models import (
    MEMBER,
    PARTS,
    Agreement,
    Dossier,
    HouseholdMember,
    Proof,
    VisitPhoto,
    answered,
)
from unionnet.programmes.hardship.queries import desk_for, dossier_of, numbers_of, own_membership, sealed_json
from unionnet.programmes.hardship.rules import (
    MOST_MEMBERS,
    MOST_PROOFS,
    why_not_agreed,
    why_not_apply,
    why_not_change,
    why_not_owner,
)
from unionnet.programmes.hardship.wording import PURPOSE, VERSION

Answers = Mapping[str, Any]
GONE: dict[str, Any] = {"situation": None, "particulars": None, "account": None, "bank": ""}
OVER = (Dossier.State.REJECTED, Dossier.State.EXITED, Dossier.State.WITHDRAWN)


@dataclass(frozen=True)
class Situation:
    """A year of the household in 分, and the rest in its own words."""

    income: int
    rigid: int
    losses: int
    is_struck: bool
    cause: str
    housing: str
    work: str
    months_low: int = 0
    assets: int = 0


@dataclass(frozen=True)
class Newcomer:
    """One more of the household."""

    name: str
    relation: str
    id_number: str
    state_of_life: str = ""
    particulars: Answers = field(default_factory=dict)  # by the names of `MEMBER`


@leaves_out(PURPOSE)
@verb
def begin(agreed: Collection[str], version: str, *, by: Person, at: datetime | None = None) -> Dossier:
    """Four consents, and a dossier to fill in. Twice is the one there is."""
    at = at or database_now()
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if held := dossier_of(by):
        return held
    own = own_membership(by)
    desk = desk_for(own.organisation.path) if own else None
    if no := why_not_apply(by, own, desk) or why_not_agreed(agreed, version):
        raise no
    dossier = Dossier(person=by, organisation=desk, steps=1, at=at)
    dossier.save()
    for topic in sorted(agreed):
        Agreement.objects.create(dossier=dossier, topic=topic, version=VERSION, given_at=at)
    number = by.id_number.open() if by.id_number else ""
    _join(dossier, Newcomer(by.name, HouseholdMember.Relation.SELF, number), index=by.id_index)
    write_step(dossier, "start", by=by, at=at, reason="", is_owner=True)
    tell(DossierMoved(dossier.pk, "start", dossier.state), by=None, org_path=dossier.organisation.path)
    return dossier


@verb
def say_situation(dossier: Dossier, said: Situation, *, by: Person) -> None:
    dossier = _open_to_change(dossier, by)
    words = {name: many_lines(getattr(said, name), 500) for name in ("cause", "housing", "work")}
    dossier.situation = json.dumps({**asdict(said), **words}, ensure_ascii=False)
    dossier.save(update_fields=["situation"])


@verb
def say_particulars(dossier: Dossier, part: str, said: Answers, *, by: Person) -> None:
    """One part of what the file asks, whole; the others stay as they were said."""
    dossier = _open_to_change(dossier, by)
    answers = sealed_json(dossier.particulars) | answered(PARTS[part], said)
    dossier.particulars = json.dumps(answers, ensure_ascii=False)
    dossier.save(update_fields=["particulars"])


@verb
def add_member(dossier: Dossier, who: Newcomer, *, by: Person) -> HouseholdMember:
    """The same number twice is one member. Whether it stands in another dossier is not said here."""
    dossier = _open_to_change(dossier, by)
    name, number = plain_name(who.name), plain_number(who.id_number)
    if no := why_not_name(name) or why_not_resident_id(number, on=local_date(database_now())):
        raise no
    index = blind_index("id_number", number)
    if held := dossier.members.filter(id_index=index).first():
        return held
    if dossier.members.count() >= MOST_MEMBERS:
        raise Refusal("too_many", _("最多登记 %(n)s 名家庭成员。"), n=MOST_MEMBERS)
    return _join(dossier, replace(who, name=name, id_number=number), index=index)


@verb
def drop_member(member: HouseholdMember, *, by: Person) -> None:
    """Everybody but the one who applies. Twice is once."""
    dossier = _open_to_change(member.dossier, by)
    if member.relation == HouseholdMember.Relation.SELF:
        raise Refusal("self", _("申请人本人不能移除。"))
    dossier.members.filter(pk=member.pk).delete()


@verb
def add_proof(dossier: Dossier, kind: str, upload: UploadedFile[Any], *, by: Person) -> Proof:
    dossier = _open_to_change(dossier, by)
    if dossier.proofs.count() >= MOST_PROOFS:
        raise Refusal("too_many", _("最多上传 %(n)s 份材料，可以把几页拍在一张照片里。"), n=MOST_PROOFS)
    return Proof.objects.create(dossier=dossier, kind=kind, file=keep_document(upload, by=by))


@verb
def drop_proof(proof: Proof, *, by: Person) -> None:
    dossier = _open_to_change(proof.dossier, by)
    dossier.proofs.filter(pk=proof.pk).delete()
    forget_files([proof.file_id])


@verb
def say_account(dossier: Dossier, number: str, bank: str, *, by: Person) -> None:
    """Where aid goes to: any time while the dossier lasts, since cards are lost."""
    if no := why_not_owner(by, dossier):
        raise no
    dossier = kept(dossier)
    if not (dossier.is_pending or dossier.state == Dossier.State.REGISTERED):
        raise Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
    dossier.account, dossier.bank = "".join(number.split()), one_line(bank, 60)
    dossier.save(update_fields=["account", "bank"])


@verb
def send(dossier: Dossier, *, by: Person, at: datetime | None = None) -> Dossier:
    """To the desk. From here on nothing of it changes until somebody returns it."""
    if no := why_not_owner(by, dossier):
        raise no
    dossier = kept(dossier)
    if dossier.state == Dossier.State.APPLIED:
        return dossier
    if dossier.situation is None:
        raise Refusal("no_situation", _("请先填写家庭情况，再提交。"))
    return make_move(dossier, "send", by=by, at=at or database_now())


@verb
def take_back(dossier: Dossier, topic: str, *, by: Person, at: datetime | None = None) -> Dossier:
    """A consent taken back, as easily as it was given: the procedure stops, and what was said goes at once.
    What was paid stays with the accounts."""
    if no := why_not_owner(by, dossier):
        raise no
    at = at or database_now()
    dossier = kept(dossier)
    if dossier.state == Dossier.State.WITHDRAWN:
        return dossier
    _stop(dossier, at)
    Agreement.objects.filter(dossier=dossier, topic=topic, withdrawn_at=None).update(withdrawn_at=at)
    return dossier


@verb
def forget_of(people: Collection[int]) -> int:
    """Of these people, who ask to be forgotten: what is under way stops, and what they said goes."""
    rows = Dossier.objects.filter(person__in=people)
    for dossier in rows.exclude(state__in=OVER).order_by("pk"):
        _stop(kept(dossier), database_now())
    return rows.update(**GONE)


def _stop(dossier: Dossier, at: datetime) -> None:
    """Out of every list, and everything that was said, seen or answered of the household goes; when each step
    was made stays."""
    people = numbers_of(dossier)
    make_move(dossier, "withdraw", by=dossier.person, at=at, reason="", ended_at=at, **GONE)
    photos = VisitPhoto.objects.filter(visit__dossier=dossier)
    files = [*dossier.proofs.values_list("file", flat=True), *photos.values_list("file", flat=True)]
    photos.delete()
    told = (dossier.members, dossier.proofs, dossier.visits, dossier.checks, dossier.reviews, dossier.appeals)
    for rows in told:
        rows.all().delete()
    dossier.story.update(reason=None)
    forget_files(files)
    hand_tags(people)


def _join(dossier: Dossier, who: Newcomer, *, index: bytes | None) -> HouseholdMember:
    member = HouseholdMember(
        dossier=dossier,
        is_live=dossier.is_live,
        relation=who.relation,
        name=who.name,
        id_number=who.id_number,
        id_index=index,
        state_of_life=many_lines(who.state_of_life, 300) or None,
        particulars=json.dumps(answered(MEMBER, who.particulars), ensure_ascii=False),
    )
    member.save()
    return member


def _open_to_change(dossier: Dossier, by: Person) -> Dossier:
    dossier = kept(dossier)
    if no := why_not_change(by, dossier):
        raise no
    return dossier
