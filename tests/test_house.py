# SPDX-License-Identifier: Apache-2.0
"""The rules no linter knows. Each is a function over one line, with a good and a bad line beside it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.doors import without_a_row

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "unionnet"
FORBIDDEN_NAMES = {
    "util",
    "utils",
    "helper",
    "helpers",
    "manager",
    "managers",
    "service",
    "services",
    "handler",
}
FORBIDDEN_NAMES |= {"handlers", "processor", "processors", "common", "misc", "base", "core"}
# Words that are somebody else's name for a thing, or a domain word of docs/words.md.
SPARED = {"management"}
ENGINE = Path("unionnet/foundation/postgres/engine/base.py")  # the name by which Django loads an engine
# Files that may be longer than the page allows, with the decision that says why. The count may not rise.
LONG_FILES: dict[str, str] = {}


@dataclass(frozen=True)
class HouseRule:
    """`applies(path)` picks the files, `breaks(line)` tells a bad line."""

    name: str
    applies: Callable[[Path], bool]
    breaks: Callable[[str], bool]
    good: str
    bad: str


def product_python(path: Path) -> bool:
    return path.suffix == ".py" and not {"tests", "migrations"} & set(path.parts)


def outside_actions(path: Path) -> bool:
    """Only verbs write; the foundation, which has no verbs of a domain, keeps its own rows."""
    writes = {"actions", "management", "foundation", "demo", "bench", "drill"}
    names = {*path.parts, path.stem}
    return product_python(path) and not writes & names and path.stem != "models"


def in_web(path: Path) -> bool:
    return product_python(path) and "web" in path.parts


def template(path: Path) -> bool:
    return path.suffix == ".html"


def not_comment(pattern: str) -> Callable[[str], bool]:
    found = re.compile(pattern)
    return lambda line: not line.lstrip().startswith("#") and bool(found.search(line))


RULES = [
    HouseRule(
        "only actions write",
        outside_actions,
        not_comment(
            r"(\.objects\.(create|bulk_create|update_or_create|get_or_create)|\.save|(?<!router)\.delete)\("
        ),
        good="place = enrol(person, offer, by=person)",
        bad="Place.objects.create(offer=offer, person=person)",
    ),
    HouseRule(
        "a door asks queries",
        in_web,
        not_comment(r"\.objects\b"),
        good="offer = get_object_or_404(offers_seen_by(person), public_id=public_id)",
        bad="offer = Offer.objects.get(pk=1)",
    ),
    HouseRule(
        "no signals for business",
        product_python,
        not_comment(r"@receiver\(|post_save|pre_save\.connect"),
        good="@on(PlaceTaken)",
        bad="@receiver(post_save, sender=Place)",
    ),
    HouseRule(
        "nothing inline in a page",
        template,
        lambda line: bool(re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=\"|javascript:", line)),
        good='<script type="module" src="{% static \'ui/js/app.js\' %}"></script>',
        bad='<p style="width:34%">',
    ),
    HouseRule(
        "settings are transaction-local",
        product_python,
        not_comment(r"[\"'](SET SESSION|SET app\.)"),
        good="cursor.execute(\"SELECT set_config('app.scope', %s, true)\")",
        bad="cursor.execute(\"SET app.scope = 'x'\")",
    ),
    HouseRule(
        "no notice to all processes from the contended path",
        lambda path: product_python(path) and {"enrolment", "benefits", "hotlane"} & set(path.parts) != set(),
        not_comment(r"(?i)\bnotify\b.*(cursor|execute)|pg_notify"),
        good="every(seconds=1)(sweep)",
        bad='cursor.execute("SELECT pg_notify(1)")',
    ),
]


def our_files() -> Iterator[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "unionnet"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            yield (ROOT / name).relative_to(ROOT)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_knows_good_from_bad(rule: HouseRule) -> None:
    assert not rule.breaks(rule.good)
    assert rule.breaks(rule.bad)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_house_keeps_the_rule(rule: HouseRule) -> None:
    broken = [
        f"{path}:{number}: {line.strip()}"
        for path in our_files()
        if rule.applies(path)
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1)
        if rule.breaks(line)
    ]
    assert broken == []


def test_every_address_says_who_may_come() -> None:
    """CONTRIBUTING.md, “A new address”: a row in the app's tests/doors.py. Claim 21 tries it."""
    assert without_a_row() == []


def test_names_say_what_a_thing_is() -> None:
    bad = [
        str(path)
        for path in our_files()
        if product_python(path)
        and path != ENGINE
        and FORBIDDEN_NAMES & {part.removesuffix(".py") for part in path.parts} - SPARED
    ]
    assert bad == []


def test_templates_fit_one_page() -> None:
    long = [str(path) for path in our_files() if template(path) and line_count(path) > 120]
    assert long == []


def test_python_files_stay_livable() -> None:
    long = [str(path) for path in our_files() if product_python(path) and line_count(path) > 400]
    assert sorted(long) == sorted(LONG_FILES)


def test_styles_and_scripts_stay_short() -> None:
    long = [str(path) for path in our_files() if path.suffix in {".css", ".js"} and line_count(path) > 250]
    assert long == []


def test_every_source_file_carries_its_licence() -> None:
    bare = [
        str(path)
        for path in our_files()
        if product_python(path)
        and line_count(path)
        and "SPDX-License-Identifier: Apache-2.0" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert bare == []


def test_every_app_introduces_itself() -> None:
    silent = [
        str(config.parent.relative_to(ROOT))
        for floor in ("directory", "tools", "programmes")
        for config in sorted((PACKAGE / floor).glob("*/apps.py"))
        if not (config.parent / "README.md").exists() or line_count(config.parent / "README.md") > 60
    ]
    assert silent == []


def line_count(path: Path) -> int:
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())
