# SPDX-License-Identifier: Apache-2.0
"""`unionnet bench import`: a list as long as a province's, through the whole pipeline: read, checked,
searched
for, sealed, routed to a thousand unions, written down in the journal. Beside it, in the same run, the
finished rows by
bare COPY into twins of the tables, and django-import-export on the first of the same people."""

from __future__ import annotations

import argparse
import io
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from unionnet.doors.bench.ground import Ground, own_database, say
from unionnet.doors.demo.crowd.inventing import invent

UNIONS = 1000
OTHERS_ROWS = 20_000  # what django-import-export gets through in a minute or so
TWINS = ("people_person", "people_membership", "people_membershipspan", "people_standing", "people_consent")
MOST_TWINNED = 200_000
HEAD = ("姓名", "身份证号", "手机号", "职业类别", "工作单位", "所属工会")
Found = dict[str, float | int | str | None]


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=1_000_000, help="名单行数 / rows (1000000)")


def measure(asked: argparse.Namespace) -> Found:
    with own_database("unionnet_bench_import") as ground, tempfile.TemporaryFile() as file:
        import django

        django.setup()
        load_unions(ground)
        write_list(file, asked.rows)
        others = import_export(min(asked.rows, OTHERS_ROWS))
        empty(ground)
        found = take_in(file, asked.rows)
        copied = copy_again(ground, min(asked.rows, MOST_TWINNED))
    speed = float(found["rows_per_s"] or 0)
    return found | {
        "copy_rows_per_s": round(copied),
        "django_import_export_rows_per_s": round(others) if others else None,
        "ratio_copy": round(speed / copied, 3),
        "ratio_django_import_export": round(speed / others, 1) if others else None,
    }


def load_unions(ground: Ground) -> None:
    """A province, a thousand unions below it, and the officer who sends the list."""
    from unionnet.directory.organisations.models import Organisation
    from unionnet.directory.people.models import Person, Role
    from unionnet.foundation.copying import copy_rows, public_ids

    since = date(2020, 1, 1)
    columns = ("id", "public_id", "name", "kind", "path", "region_code", "since")
    unions = [(1, "省总工会", "provincial_federation", "0001", "500000", since)]
    unions += [
        (2 + n, union_name(n), "enterprise_union", f"0001{n:04d}", "500235", since) for n in range(UNIONS)
    ]
    with psycopg.connect(ground.owner) as db:
        rows = ((pk, key, *rest) for (pk, *rest), key in zip(unions, public_ids(len(unions)), strict=True))
        copy_rows(Organisation, columns, rows, db=db)
        copy_rows(Person, ("id", "public_id", "name"), [(1, "bench2222222", "干部")], db=db)
        copy_rows(Role, ("person_id", "organisation_id", "name", "since"), [(1, 1, "officer", since)], db=db)
        db.execute("SELECT setval(pg_get_serial_sequence('people_person', 'id'), 1)")


def union_name(number: int) -> str:
    return f"第{number}企业工会"


def rows_of(count: int) -> Iterator[tuple[str, ...]]:
    """Invented people, as a list has them."""
    from django.utils.translation import override

    from unionnet.directory.people.occupations import OCCUPATIONS

    with override("zh-hans"):
        jobs = {code: str(label) for code, label in OCCUPATIONS.items()}
    for number in range(count):
        who = invent(number, "50")
        union = union_name(number * 7919 % UNIONS)
        yield who.name, who.id_number, who.mobile, jobs[who.occupation], "城东站", union


def write_list(file: IO[bytes], count: int) -> None:
    say(f"写出 {count} 行名单 / writing the list …")
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    text.write(",".join(HEAD) + "\n")
    rows = rows_of(count)
    while some := list(islice(rows, 10_000)):
        text.writelines(",".join(row) + "\n" for row in some)
    text.flush()
    text.detach()


def take_in(file: IO[bytes], count: int) -> Found:
    """The verbs that page and worker call. What is read, and what is taken in, counts; looking through
    the list beforehand is told beside it."""
    from unionnet.directory.organisations.models import Organisation
    from unionnet.directory.people.models import Person, Roster
    from unionnet.directory.rosters.actions import draft_roster, import_roster, take_waiting_rows

    union, officer = Organisation.objects.get(pk=1), Person.objects.get(pk=1)
    say("读入、检查 / reading and looking through …")
    reading = time.perf_counter()
    roster = draft_roster(union, file, "省名单.csv", by=officer)
    looking = time.perf_counter()

    def until(stage: str) -> Roster:
        while Roster.objects.only("stage").get(pk=roster.pk).stage != stage:
            take_waiting_rows()
        return Roster.objects.get(pk=roster.pk)

    roster = until("draft")
    say("导入 / taking in …")
    taking = time.perf_counter()
    import_roster(roster, by=officer)
    roster = until("finished")
    done = time.perf_counter()
    if roster.accepted != count:
        raise RuntimeError(roster.found)
    return {
        "rows": count,
        "rows_per_s": round(count / (done - taking)),
        "reading_s": round(looking - reading, 1),
        "looking_s": round(taking - looking, 1),
        "taking_s": round(done - taking, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def copy_again(ground: Ground, count: int) -> float:
    """Rows a second of a bare COPY of the same finished rows, five tables, every index, no foreign key."""
    say(f"裸 COPY {count} 行 / bare COPY …")
    spent = 0.0
    with psycopg.connect(ground.owner) as db, tempfile.TemporaryDirectory() as folder:
        for table in TWINS:
            names = {"table": sql.Identifier(table), "twin": sql.Identifier(f"twin_{table}")}
            db.execute(sql.SQL("CREATE TABLE {twin} (LIKE {table} INCLUDING ALL)").format(**names))
            out = sql.SQL("COPY (SELECT * FROM {table} LIMIT {most}) TO STDOUT").format(
                most=sql.Literal(count), **names
            )
            spent += _copied(db, out, sql.SQL("COPY {twin} FROM STDIN").format(**names), Path(folder) / table)
    return count / spent


def _copied(db: psycopg.Connection[Any], out: sql.Composed, back: sql.Composed, path: Path) -> float:
    with path.open("wb") as file, db.cursor() as cursor, cursor.copy(out) as copy:
        for block in copy:
            file.write(block)
    begun = time.perf_counter()
    with path.open("rb") as file, db.cursor() as cursor, cursor.copy(back) as copy:
        while block := file.read(1024 * 1024):
            copy.write(block)
    db.commit()
    return time.perf_counter() - begun


def import_export(count: int) -> float | None:
    """Rows a second of django-import-export, as a team would set it up in an afternoon: a resource that looks
    each person up by the document and writes person and membership, row by row. It has no consent, no
    history,
    no journal and no standing to keep. None when it is not installed."""
    if find_spec("import_export") is None:
        say("django-import-export 没有安装，跳过 / is not installed: left out")
        return None
    from tablib import Dataset

    say(f"django-import-export {count} 行 / rows …")
    given = Dataset(*((*row, "") for row in rows_of(count)), headers=(*HEAD, "id_index"))
    load = _resource()
    begun = time.perf_counter()
    load(given)
    return count / (time.perf_counter() - begun)


def _resource() -> Callable[[Any], Any]:
    from import_export.fields import Field
    from import_export.resources import ModelResource
    from import_export.widgets import Widget

    from unionnet.directory.organisations.models import Organisation
    from unionnet.directory.people.identity import Particulars, clean
    from unionnet.directory.people.models import Membership, Person
    from unionnet.directory.people.occupations import occupation_named
    from unionnet.foundation.crypto import blind_index

    unions = dict(Organisation.objects.values_list("name", "pk"))

    class People(ModelResource):  # type: ignore[misc]
        id_number = Field("id_number", "id_number", Widget())
        id_index = Field("id_index", "id_index", Widget())
        mobile = Field("mobile", "mobile", Widget())
        mobile_index = Field("mobile_index", "mobile_index", Widget())

        class Meta:
            model = Person
            fields = ("name", "id_type", "id_number", "id_index", "mobile", "mobile_index", "occupation")
            import_id_fields = ("id_index",)
            skip_diff = True

        def before_import_row(self, row: Any, **more: Any) -> None:
            name, number, mobile, job, unit, union = (row[head] for head in HEAD)
            asked = Particulars(name, "resident_id", number, mobile, occupation_named(job), unit)
            given = clean(asked, on=date(2026, 11, 20))
            row.update({field: getattr(given, field) for field in self.Meta.fields if hasattr(given, field)})
            row["id_index"] = blind_index("id_number", given.id_number)
            row["mobile_index"] = blind_index("mobile", given.mobile)

        def after_import(self, *given: Any, **more: Any) -> None:
            """It would set sequences anew, which the application may not."""

        def after_save_instance(self, instance: Any, row: Any, **more: Any) -> None:
            union = unions[row["所属工会"]]
            at = datetime(2026, 11, 20, tzinfo=UTC)
            Membership.objects.create(
                person=instance, organisation_id=union, state="active", unit=row["工作单位"], decided_at=at
            )

    return lambda given: People().import_data(given, dry_run=False, raise_errors=True)


def empty(ground: Ground) -> None:
    """What the reference has written goes, so that both begin from empty tables."""
    with psycopg.connect(ground.owner) as db:
        db.execute("DELETE FROM people_membership")
        db.execute("DELETE FROM people_person WHERE id > 1")
    with psycopg.connect(ground.owner, autocommit=True) as db:
        db.execute("VACUUM (FULL, ANALYZE) people_membership")
        db.execute("VACUUM (FULL, ANALYZE) people_person")
