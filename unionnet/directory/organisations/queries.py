# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.lookups import StartsWith
from django.utils.translation import gettext as _

from unionnet.directory.organisations.abroad import registered_in
from unionnet.directory.organisations.models import SEGMENT, TIERS, Coverage, Employer, Organisation
from unionnet.directory.organisations.officers import COUNT, SEE, Officer
from unionnet.directory.organisations.pinyin import Initials
from unionnet.foundation.countries import country_in
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.pieces import has_piece
from unionnet.foundation.refusals import Citation
from unionnet.foundation.rulebook import rule

# A member there in the words of the floor above, which is not imported here.
BELONGING = ("active", "transferring", "auto_withdraw_proposed", "retained")
FACTS = [f"organisations.{name}" for name in ("founded", "renamed", "changed", "moved", "led", "dissolved")]


def organisations_seen_by(person: Officer | None) -> QuerySet[Organisation]:
    """Officers see what their roles reach and the way up to the root; members the chain above their union."""
    if person is None:
        return Organisation.objects.none()
    reach = person.reach(SEE)
    roots = reach.paths or list(_own_unions(person).values_list("path", flat=True))
    chain = {path[:end] for path in roots for end in range(SEGMENT, len(path) + 1, SEGMENT)}
    return Organisation.objects.filter(reach.q("path") | Q(path__in=chain))


def _own_unions(person: Officer) -> QuerySet[Organisation]:
    return Organisation.objects.filter(memberships__person=person.pk, memberships__state__in=BELONGING)


def reached_by(person: Officer, verb: str) -> QuerySet[Organisation]:
    """Where a role of this person allows the verb: the choices of a form."""
    return Organisation.objects.filter(person.reach(verb).q("path"))


def led_by(person: Officer) -> QuerySet[Organisation]:
    """The unions whose figures, and no more, the officers of an industrial union may know. Where one stands
    below another that is led as well, its people are in the figures of the upper one."""
    leaders = Organisation.objects.filter(
        person.reach(COUNT).q("path"), kind=Organisation.Kind.INDUSTRIAL_UNION
    )
    above = Organisation.objects.filter(
        StartsWith(OuterRef("path"), F("path")), industrial_parent__isnull=False
    )
    rows = Organisation.objects.filter(industrial_parent__in=leaders, until__isnull=True)
    return rows.exclude(Exists(above.exclude(pk=OuterRef("pk"))))


def leaders_within(person: Officer) -> QuerySet[Organisation]:
    """The industrial unions within reach that lead other unions today, by the index of those that are led."""
    led = Organisation.objects.filter(industrial_parent__isnull=False, until__isnull=True)
    rows = Organisation.objects.filter(person.reach(COUNT).q("path"), pk__in=led.values("industrial_parent"))
    return rows.filter(kind=Organisation.Kind.INDUSTRIAL_UNION)


def possible_leaders(union: Organisation) -> QuerySet[Organisation]:
    """The industrial unions of its province, and the national ones."""
    places = registered_in(union.region_code, union.region_code[:2]) | Q(region_code__startswith="100000")
    rows = Organisation.objects.filter(places, kind=Organisation.Kind.INDUSTRIAL_UNION, until__isnull=True)
    return rows.exclude(pk=union.pk).order_by("pinyin", "id")


def top_of(person: Officer) -> Organisation | None:
    """Where an officer's own tree begins; for a member the own union."""
    found = reached_by(person, SEE).order_by("path").first()
    return found or _own_unions(person).first()


def established_on(day: date) -> Q:
    """Founded by then, and not yet dissolved."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def expected_on(day: date) -> Q:
    """Those that should exist: established, or with no founding day yet (应建未建)."""
    return Q(until__isnull=True) | Q(until__gt=day)


def chain_of(organisation: Organisation) -> list[Organisation]:
    """From the root down to this one."""
    path = organisation.path
    paths = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    return list(Organisation.objects.filter(path__in=paths).order_by("path"))


def found_in(rows: QuerySet[Organisation], words: str) -> QuerySet[Organisation]:
    """By name, by the beginning of pinyin or its initials, by code, or by country."""
    words = words.strip()
    if not words:
        return rows
    plain = words.lower().replace(" ", "")
    found = has_piece(words, "name") | Q(uscc=words.upper())
    if country := country_in(words):
        found |= Q(country=country, country__gt="")
    if plain.isascii():
        found |= Q(pinyin__startswith=plain) | Q(StartsWith(Initials("pinyin"), plain)) | Q(region_code=words)
    return rows.filter(found)


@dataclass(frozen=True)
class TierRow:
    """One line of the tier report. `key` names it in addresses: a tier (`1`) or a kind inside one."""

    key: str
    label: str
    established: int
    expected: int
    kinds: tuple[str, ...]
    is_total: bool = False

    @property
    def missing(self) -> int:
        return self.expected - self.established


@dataclass(frozen=True)
class TierTotals:
    """The 小三级 of a subtree on a day (ORG-03): how many stand, of how many that should."""

    on: date
    path: str
    tiers: tuple[TierRow, ...]
    kinds: tuple[TierRow, ...]
    whole: TierRow

    @cached_property
    def employers_covered(self) -> int:
        """Each employer once. Counted when a page asks."""
        return covered_employers(self.path, self.on).count()

    @cached_property
    def employers_expected(self) -> int:
        return expected_employers(self.path, self.on).count()

    @property
    def employers_missing(self) -> int:
        return self.employers_expected - self.employers_covered

    def rows(self) -> list[TierRow]:
        """Each tier followed by its kinds; the whole last."""
        lines = []
        for tier in self.tiers:
            lines += [tier, *(row for row in self.kinds if row.kinds[0] in tier.kinds and row.expected)]
        return [*lines, self.whole]


def tier_totals(path: str, on: date) -> TierTotals:
    """One question to the database, whatever the size of the subtree."""
    kinds = tuple(kind for tier in TIERS.values() for kind in tier)
    counts = {
        row["kind"]: (row["established"], row["expected"])
        for row in Organisation.objects.filter(path__gte=path, path__lt=path + "~", kind__in=kinds)
        .values("kind")
        .annotate(
            established=Count("pk", filter=established_on(on)), expected=Count("pk", filter=expected_on(on))
        )
    }
    labels = dict(Organisation.Kind.choices)
    by_kind = tuple(_tier_row(kind, str(labels[kind]), (kind,), counts) for kind in kinds)
    tiers = tuple(_tier_row(str(tier), tier_label(tier), own, counts) for tier, own in TIERS.items())
    whole = _tier_row("", _("合计"), kinds, counts, is_total=True)
    return TierTotals(on, path, tiers, by_kind, whole)


def tier_label(tier: int) -> str:
    """The name of a tier, in the language of the reader."""
    return {
        1: _("第一级：乡镇（街道）、园区"),
        2: _("第二级：村（社区）、区域、行业"),
        3: _("第三级：企事业单位、楼宇商圈"),
    }[tier]


def _tier_row(
    key: str,
    label: str,
    kinds: tuple[str, ...],
    counts: dict[str, tuple[int, int]],
    *,
    is_total: bool = False,
) -> TierRow:
    established, expected = (sum(counts.get(kind, (0, 0))[part] for kind in kinds) for part in (0, 1))
    return TierRow(key, label, established, expected, kinds, is_total)


def covered_employers(path: str, on: date) -> QuerySet[Employer]:
    """Each employer once, by however many unions it is covered."""
    live = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    inside = Coverage.objects.filter(live, organisation__path__gte=path, organisation__path__lt=path + "~")
    return Employer.objects.filter(pk__in=inside.values("employer"))


def expected_employers(path: str, on: date) -> QuerySet[Employer]:
    """What the second rate is of (ORG-36): those of the size the rulebook names that are registered in the
    region of the union at that path, and those it covers wherever they are."""
    region = Organisation.objects.filter(path=path).values_list("region_code", flat=True).first() or ""
    covered = covered_employers(path, on).values("pk")
    fewest = rule("ORG-36.fewest_employees", where=region[:6], on=on).value
    size = Q(employees__isnull=True) | Q(employees__gte=fewest)
    return Employer.objects.filter((size & registered_in(region, significant(region))) | Q(pk__in=covered))


def counted_by(union: Organisation, on: date) -> Citation:
    """Where the denominator of the second rate comes from."""
    return rule("ORG-36.fewest_employees", where=union.county_code, on=on).citation


def significant(region: str) -> str:
    """150600 → 1506: what the codes below a region begin with. 100000 stands for the nation."""
    if region[:6] == "100000":
        return ""
    text = region
    while len(text) > 2 and text.endswith("00"):
        text = text[:-2]
    return text


def in_tier_order(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Federations above, then tier by tier, in each by pinyin."""
    whens = [When(kind__in=kinds, then=Value(tier)) for tier, kinds in TIERS.items()]
    number = Case(*whens, default=Value(0), output_field=IntegerField())
    return rows.annotate(tier_number=number).order_by("tier_number", "pinyin", "id")


def history_of(organisation: Organisation) -> QuerySet[Entry]:
    """What the journal knows of this union, newest first, by the index `journal_entry_of_organisation`."""
    own = Entry.objects.filter(fact__startswith="organisations.", data__organisation_id=organisation.pk)
    return own.filter(fact__in=FACTS).order_by("-id")[:50]
