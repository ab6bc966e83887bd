# SPDX-License-Identifier: Apache-2.0
"""Message catalogues without the system's gettext: `bin/messages update | check | compile [APP…]`.

Sources are Chinese; each app keeps its English in `locale/en/LC_MESSAGES/django.po`. The same Chinese has the
same English everywhere; where it must not, a context tells them apart (`pgettext`, `translate … context`).
Words outside an app belong to the catalogue of `ui`.
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[2]
FLOORS = ("foundation", "directory", "tools", "programmes", "doors")
REST = PACKAGE / "foundation" / "ui"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
# SPDX-License-Identifier: Apache-2.0
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")


@dataclass(frozen=True)
class Found:
    """One message as it stands in the source."""

    id: str | tuple[str, ...]
    context: str | None

    @property
    def shown(self) -> str:
        return self.id if isinstance(self.id, str) else self.id[0]


def homes() -> list[Path]:
    """Every folder that has a catalogue: the apps of all floors."""
    found = {apps.parent for floor in FLOORS for apps in (PACKAGE / floor).glob("*/apps.py")}
    return sorted(found | {REST})


def sources(home: Path) -> Iterator[Path]:
    """The files whose words go into this home's catalogue."""
    others = [other for other in homes() if other != home]
    top = PACKAGE if home == REST else home
    for file in sorted(top.rglob("*")):
        if file.suffix not in {".py", ".html", ".txt", ".svg"} or not _is_source(file):
            continue
        if home == REST and any(other in file.parents for other in others):
            continue
        yield file


def _is_source(file: Path) -> bool:
    parts = file.relative_to(PACKAGE).parts
    if {"tests", "migrations", "__pycache__", "static"} & set(parts) or file.resolve() == Path(
        __file__
    ).resolve():
        return False
    return file.suffix == ".py" or "templates" in parts


def words_in(files: Iterable[Path]) -> set[Found]:
    found: set[Found] = set()
    for file in files:
        text = file.read_text()
        if file.suffix != ".py":
            text = _as_python(text, file)
        try:
            rows = list(extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS))
        except SyntaxError:
            sys.stderr.write(f"{file}: skipped, not valid Python at the moment\n")
            continue
        for _line, words, _comments, context in rows:
            if words and (words if isinstance(words, str) else words[0]):
                found.add(Found(words if isinstance(words, str) else tuple(words), context))
    return found


def _as_python(template: str, file: Path) -> str:
    """Django's own translation of a template into calls of gettext; only the calls' own lines matter."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    text = templatize(template, origin=str(file))
    return "\n".join(line.strip() for line in text.split("\n") if "gettext" in line or "_(" in line)


def catalogue_file(home: Path) -> Path:
    return home / "locale" / "en" / "LC_MESSAGES" / "django.po"


def read_catalogue(home: Path) -> Catalog:
    file = catalogue_file(home)
    if not file.exists():
        return Catalog(locale="en")
    with file.open("rb") as stream:
        return read_po(stream, locale="en")


def entries(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def update(home: Path) -> bool:
    """Bring the catalogue in line with the sources, keeping every translation that still applies."""
    before = read_catalogue(home)
    after = Catalog(locale="en")
    for found in words_in(sources(home)):
        old = before.get(found.id if isinstance(found.id, str) else found.id[0], found.context)
        comments = list(old.user_comments) if old else []
        after.add(found.id, old.string if old else None, context=found.context, user_comments=comments)
    file = catalogue_file(home)
    if not entries(after):
        if file.exists():
            file.unlink()
            return True
        return False
    body = io.BytesIO()
    write_po(body, after, width=0, no_location=True, omit_header=True, sort_output=True)
    text = HEADER + body.getvalue().decode().strip() + "\n"
    if file.exists() and file.read_text() == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return True


def complaints(home: Path) -> list[str]:
    """What is missing or wrong in this home's catalogue."""
    name = catalogue_file(home).relative_to(PACKAGE.parent)
    known = {_key(message): message for message in entries(read_catalogue(home))}
    wanted = {(found.shown, found.context or ""): found for found in words_in(sources(home))}
    lines = [
        f"{name}: not listed (run bin/messages update): {key[0]!r}" for key in wanted if key not in known
    ]
    lines += [
        f"{name}: no longer used (run bin/messages update): {key[0]!r}" for key in known if key not in wanted
    ]
    for key, message in known.items():
        if key in wanted:
            lines += [f"{name}: {problem}: {key[0]!r}" for problem in _problems(message)]
    return sorted(lines)


def _key(message: Message) -> tuple[str, str]:
    shown = message.id if isinstance(message.id, str) else message.id[0]
    return shown, message.context or ""


def _problems(message: Message) -> Iterator[str]:
    strings = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    if message.fuzzy:
        yield "marked fuzzy"
    if not all(strings):
        yield "no English"
        return
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    allowed = set(PLACEHOLDER.findall(" ".join(ids)))
    for string in strings:
        # A singular may leave the number out, nothing else may be lost or invented.
        odd = allowed ^ set(PLACEHOLDER.findall(string))
        if odd and (len(strings) == 1 or odd - allowed):
            yield f"placeholders differ {sorted(odd)}"


def disagreements(chosen: Iterable[Path]) -> list[str]:
    """The same words with other English elsewhere. All catalogues are one when the product runs: the lower
    floor would win, and a page of the upper one would say what nobody wrote for it."""
    said: dict[tuple[str, str, bool], dict[str, list[Path]]] = {}
    for home in homes():
        for message in entries(read_catalogue(home)):
            english = message.string if isinstance(message.string, str) else " / ".join(message.string or ())
            if english:
                key = (*_key(message), isinstance(message.id, tuple))
                said.setdefault(key, {}).setdefault(english, []).append(home)
    asked = set(chosen)
    return sorted(
        f"{shown!r} in English is " + ", but ".join(_said_where(*each) for each in ways.items())
        for (shown, _context, _plural), ways in said.items()
        if len(ways) > 1 and asked.intersection(home for each in ways.values() for home in each)
    )


def _said_where(english: str, where: list[Path]) -> str:
    return f"{english!r} in {', '.join(home.name for home in where)}"


def compile_catalogue(home: Path) -> bool:
    source = catalogue_file(home)
    target = source.with_suffix(".mo")
    if not source.exists():
        target.unlink(missing_ok=True)
        return False
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    draft = target.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as stream:
        write_mo(stream, read_catalogue(home))
    draft.replace(target)
    return True


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/messages", description=__doc__)
    parser.add_argument("command", choices=["update", "check", "compile"])
    parser.add_argument("apps", nargs="*", help="names of apps; all when none is given")
    asked = parser.parse_args(arguments)
    chosen = [home for home in homes() if not asked.apps or home.name in asked.apps]
    if asked.command == "check":
        lines = [*(line for home in chosen for line in complaints(home)), *disagreements(chosen)]
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return 1 if lines else 0
    work = update if asked.command == "update" else compile_catalogue
    for home in chosen:
        if work(home):
            sys.stdout.write(f"{asked.command}d {home.relative_to(PACKAGE)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
