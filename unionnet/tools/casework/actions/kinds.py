# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.tools.casework.facts import FlowSet
from unionnet.tools.casework.models import PLAIN, PLAIN_NAME, Flow, Kind, Need
from unionnet.tools.casework.models.kinds import ORDINARY_GRADES
from unionnet.tools.casework.rules import why_not_define


@dataclass(frozen=True)
class Grade:
    """One class of difficulty; `label` is a message id, `rule` says by when there is an answer."""

    key: str
    label: str
    rule: str


@dataclass(frozen=True)
class NeedTerms:
    """What must be there before a case ends well, or begins the stage of a rule: words, or a paper. `name`
    is a message id; without `grades` it is asked of all."""

    key: str
    name: str
    before: str = Need.CLOSE
    is_paper: bool = False
    grades: tuple[str, ...] = ()


@dataclass(frozen=True)
class KindTerms:
    """What a programme declares; see `Kind` for the fields."""

    key: str
    name: str
    grades: tuple[Grade, ...] = tuple(Grade(*each) for each in ORDINARY_GRADES)
    sign_rule: str = "CW-01.sign_for"
    is_sensitive: bool = False
    is_open: bool = False
    taker_kinds: tuple[str, ...] = ()
    needs: tuple[NeedTerms, ...] = ()


@verb
def define_kind(terms: KindTerms) -> Kind:
    """Declare a kind. Declaring it again brings it up to date; what came in under it keeps its clocks and
    what is asked of it."""
    given = {
        "name": terms.name,
        "grades": [{"key": each.key, "label": each.label, "rule": each.rule} for each in terms.grades],
        "sign_rule": terms.sign_rule,
        "is_sensitive": terms.is_sensitive,
        "is_open": terms.is_open,
        "taker_kinds": list(terms.taker_kinds),
        "needs": [{**vars(each), "grades": list(each.grades)} for each in terms.needs],
    }
    kind, is_new = Kind.objects.get_or_create(key=terms.key, defaults=given)
    if not is_new and any(getattr(kind, name) != value for name, value in given.items()):
        Kind.objects.filter(pk=kind.pk).update(**given)
        kind.refresh_from_db()
    return kind


def plain_kind() -> Kind:
    """What anybody may bring to any union."""
    return define_kind(KindTerms(PLAIN, PLAIN_NAME, is_open=True))


@verb
def set_flow(organisation: Organisation, kind: Kind, steps: Sequence[str], *, by: Person) -> Flow:
    """Which steps this union and those below it use for cases of the kind that come in from now on."""
    if refusal := why_not_define(organisation, by):
        raise refusal
    # One at a time for a union: the row of today stands until the new one is there.
    Organisation.objects.select_for_update(of=["self"], no_key=True).get(pk=organisation.pk)
    wanted = [step for step in Flow.Step.values if step in steps]
    current = Flow.objects.filter(organisation=organisation, kind=kind, is_current=True)
    if (flow := current.first()) and flow.steps == wanted:
        return flow
    current.update(is_current=False)
    flow = Flow.objects.create(organisation=organisation, kind=kind, steps=wanted, made_by=by)
    tell(FlowSet(flow.pk, organisation.pk, kind.key, wanted), by=by, org_path=organisation.path)
    return flow
