# SPDX-License-Identifier: Apache-2.0
"""The parts of a list, one after the other: looked through, or taken in. What a crash interrupts is
done again from its beginning, and what is done stays done."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.conflicts import open_conflicts
from unionnet.directory.people.conflicts import OF_A_DOCUMENT
from unionnet.directory.people.facts import RosterImported
from unionnet.directory.people.lines import as_text
from unionnet.directory.people.models import Membership, Person, Roster, RosterPart
from unionnet.directory.people.rules import review_due, why_not_there
from unionnet.directory.rosters.actions.admitting import Answers, admit_all
from unionnet.directory.rosters.deciding import refusals, stage, who_is_met
from unionnet.directory.rosters.reading import Manner
from unionnet.directory.rosters.staging import Home, Ids, Lines, Ready, make_ready
from unionnet.directory.rosters.twins import likely_twins
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.ids import take_ids
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb

OK, INCOMPLETE = "ok", "incomplete"
USUAL, BRISK = sys.getswitchinterval(), 0.0002  # seconds
TURN = 8  # parts of one turn of the worker: only the first is made ready while nothing is written


@verb
def take_waiting_rows(*, at: datetime | None = None) -> int:
    """Go on with any list that is not finished: with a random one, so that a long or a broken list
    holds up no other. Returns how many rows were decided."""
    at_work = Roster.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        stage__in=["looking", "importing"]
    )
    roster = at_work.select_related("organisation", "by").order_by("?").first()
    return take_parts(roster, at or database_now(), parts=TURN) if roster else 0


def take_parts(roster: Roster, at: datetime, *, parts: int) -> int:
    """The next parts of a list, within the caller's transaction; the list moves on when no part waits. While
    the database writes one part, the next is made ready."""
    waiting = list(roster.parts.filter(waits=True).order_by("pk")[:parts])
    decided = 0
    with override(roster.language), _brisk():
        for part, lines, ready in _made_ready(roster, waiting, at):
            decided += _take(roster, part, lines, ready, at)
        if not roster.parts.filter(waits=True).exists():
            _move_on(roster, at)
    roster.save(update_fields=["found", "stage", "finished_at"])
    return decided


@contextmanager
def _brisk() -> Iterator[None]:
    """Whoever makes rows ready keeps the interpreter for five milliseconds when the database has answered,
    and it answers some twenty times a part: that was an eighth of all the time."""
    sys.setswitchinterval(BRISK)
    try:
        yield
    finally:
        sys.setswitchinterval(USUAL)  # not what it was: another thread may have made that brisk, too


def _made_ready(
    roster: Roster, parts: Iterable[RosterPart], at: datetime
) -> Iterator[tuple[RosterPart, Lines, Ready]]:
    manner = Manner(roster.columns, roster.occupation, local_date(at), roster.ids_are_cut)
    ahead: tuple[RosterPart, Lines, Future[Ready]] | None = None
    homes: dict[str, Home | Refusal] = {"": _home(roster.organisation, at)}
    with ThreadPoolExecutor(1, "making-ready") as hands:
        for part in parts:
            lines: Lines = json.loads(part.lines.open())
            homes |= _homes(roster, _unions_named(roster, lines) - homes.keys(), at)
            ids = Ids(take_ids(Person, len(lines)), take_ids(Membership, len(lines)))
            following = hands.submit(make_ready, lines, manner, homes, ids, roster.language)
            if ahead:
                yield ahead[0], ahead[1], ahead[2].result()
            ahead = part, lines, following
        if ahead:
            yield ahead[0], ahead[1], ahead[2].result()


def _unions_named(roster: Roster, lines: Lines) -> set[str]:
    column = roster.columns.get("union")
    if column is None:
        return set()
    return {cells[column].removeprefix("'")[:100] for _number, cells in lines if column < len(cells)}


def _homes(roster: Roster, names: Set[str], at: datetime) -> dict[str, Home | Refusal]:
    """The unions of these names, all at or below the one the list is for."""
    own = roster.organisation
    homes: dict[str, Home | Refusal] = {}
    below = Organisation.objects.filter(path__gte=own.path, path__lt=own.path_end, name__in=names)
    for union in below.order_by("path"):
        twice = Refusal("two_unions", _("有两个工会都叫%(name)s，请分开导入。"), name=union.name)
        homes[union.name] = twice if union.name in homes else _home(union, at)
    for name in names - homes.keys():
        homes[name] = Refusal(
            "unknown_union", _("%(own)s及下级没有名为“%(name)s”的工会。"), own=own.name, name=name
        )
    return homes


def _home(union: Organisation, at: datetime) -> Home | Refusal:
    if refusal := why_not_there(union, on=local_date(at)):
        return refusal
    due, citation = review_due(at, union.county_code)
    year = local_date(at).year
    return Home(union.pk, union.county_code, year, due, f"{citation.rule} · {citation.pack}")


def _take(roster: Roster, part: RosterPart, lines: Lines, ready: Ready, at: datetime) -> int:
    """One part. Of a list that is only looked through all rows are kept, else those that were not taken."""
    answers = (
        _looked_at(roster, ready) if _only_looks(roster) else admit_all(roster, ready, by=roster.by, at=at)
    )
    noes = {**ready.problems, **answers.refusals}
    if not _only_looks(roster):
        _open_conflicts(roster, ready, answers, at)
    part.outcomes = [[ready.numbers[place], noes[place].code, str(noes[place])] for place in sorted(noes)]
    if not _only_looks(roster):
        left = [lines[place] for place in sorted(noes)]
        part.lines = as_text(left) if left else None
    part.waits = False
    part.save(update_fields=["outcomes", "lines", "waits"])
    _count(roster, ready, answers, noes)
    return len(lines)


def _open_conflicts(roster: Roster, ready: Ready, answers: Answers, at: datetime) -> None:
    """What met somebody else's record waits for an officer of its union. Of a thousand unions few have
    any."""
    shared = answers.signing & answers.taken
    refused = [place for place, no in answers.refusals.items() if no.code in OF_A_DOCUMENT]
    unions = Organisation.objects.in_bulk(
        {ready.homes[place].organisation_id for place in (*shared, *refused)}
    )
    for pk, union in sorted(unions.items()):
        claims, taken = (
            [ready.rows[place].particulars for place in places if ready.homes[place].organisation_id == pk]
            for places in (refused, shared)
        )
        open_conflicts(union, claims, taken, by=roster.by, at=at)


def _only_looks(roster: Roster) -> bool:
    return roster.stage == Roster.Stage.LOOKING


def _looked_at(roster: Roster, ready: Ready) -> Answers:
    stage(ready, ready.staged)
    met = who_is_met()
    noes = refusals(ready, met, roster) | likely_twins(ready, ready.staged.keys() - met.keys())
    return Answers(noes, ready.staged.keys() - noes.keys())


def _count(roster: Roster, ready: Ready, answers: Answers, noes: Mapping[int, Refusal]) -> None:
    found = Counter(roster.found)
    found.update(refusal.code for refusal in noes.values())
    found.update(OK if ready.rows[place].is_complete else INCOMPLETE for place in answers.taken)
    roster.found = dict(found)


def _move_on(roster: Roster, at: datetime) -> None:
    if _only_looks(roster):
        roster.stage = Roster.Stage.DRAFT
        return
    roster.stage, roster.finished_at = Roster.Stage.FINISHED, at
    fact = RosterImported(roster.pk, roster.organisation_id, roster.accepted, roster.refused)
    tell(fact, by=roster.by, org_path=roster.organisation.path)
