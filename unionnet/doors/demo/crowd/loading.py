# SPDX-License-Identifier: Apache-2.0
"""Bring the crowd to the size asked for; whoever is in stays in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import datetime
from multiprocessing import get_context

from django.db import connection
from django.utils import timezone

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.spans import begin_spans
from unionnet.doors.demo.crowd import second_process
from unionnet.doors.demo.crowd.batches import SIZE, Home, write_batch
from unionnet.doors.demo.models import Batch
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.world.unions import Union

ALONE = 60_000
REVIEWERS = {"yunyang": "county", "ejinhoro": "night", "nanning-build": "build"}
Job = tuple[int, int]


def homes_of(unions: Iterable[Union], rows: dict[str, Organisation]) -> list[Home]:
    """The unions that have members, with their shares added up and the demo officer who took them in."""
    homes, upto = [], 0
    reviewers = [(rows[key].path, demo_person(login).pk) for key, login in REVIEWERS.items() if key in rows]
    for union in unions:
        if union.members and (row := rows.get(union.key)):
            upto += union.members
            reviewer = next((pk for path, pk in reviewers if row.path.startswith(path)), None)
            homes.append(Home(row.pk, row.path, row.region_code, row.name, upto, reviewer))
    return homes


def load_crowd(size: int, homes: list[Home], progress: Callable[[int, int], None]) -> None:
    """Add the batches that are missing. Two processes when there is much to do."""
    done = set(Batch.objects.values_list("first", flat=True))
    jobs = [(first, min(SIZE, size - first)) for first in range(0, size, SIZE) if first not in done]
    if not jobs:
        return
    now, written, whole = timezone.localtime(), 0, sum(count for _, count in jobs)
    for count in _written(jobs, homes, now, whole):
        written += count
        progress(written, whole)
    begin_spans(None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_membershipspan, people_person, people_membership, people_standing")


def _written(jobs: list[Job], homes: list[Home], now: datetime, whole: int) -> Iterator[int]:
    if whole <= ALONE:
        for first, count in jobs:
            yield write_batch(first, count, homes, now)
        return
    workers = min(4, os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, get_context("spawn"), second_process.begin) as pool:
        writing = [pool.submit(second_process.write, first, count, homes, now) for first, count in jobs]
        try:
            for batch in as_completed(writing):
                yield batch.result()
        finally:  # one that fails, or Ctrl-C, ends the others too
            pool.shutdown(cancel_futures=True)
