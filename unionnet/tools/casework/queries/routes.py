# SPDX-License-Identifier: Apache-2.0
"""Which union a matter goes to, and by which steps."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.places.models import Site
from unionnet.tools.casework.models import Flow, Kind


def flow_for(organisation: Organisation, kind: Kind) -> Flow | None:
    """The flow of the union, or of the nearest one above that set one. None: no step that may be left out."""
    ends = range(SEGMENT, len(organisation.path) + 1, SEGMENT)
    paths = [organisation.path[:end] for end in ends]
    rows = Flow.objects.filter(kind=kind, is_current=True, organisation__path__in=paths)
    return rows.order_by("-organisation__path").first()


def flows_at(organisation: Organisation) -> list[tuple[Kind, Flow | None]]:
    """By kind: the flow that holds at this union, set by itself or by the nearest one above."""
    ends = range(SEGMENT, len(organisation.path) + 1, SEGMENT)
    rows = Flow.objects.filter(
        is_current=True, organisation__path__in=[organisation.path[:end] for end in ends]
    )
    nearest = {
        flow.kind_id: flow for flow in rows.select_related("organisation").order_by("organisation__path")
    }
    return [(kind, nearest.get(kind.pk)) for kind in Kind.objects.order_by("id")]


def taker_of(kind: Kind, begin: Organisation) -> Organisation:
    """The union that takes in what comes from here: the nearest of the kinds that do, else itself."""
    ends = range(SEGMENT, len(begin.path) + 1, SEGMENT)
    chain = Organisation.objects.filter(path__in=[begin.path[:end] for end in ends], until=None)
    unions = list(chain.order_by("-path"))
    return next((union for union in unions if union.kind in kind.taker_kinds), unions[0] if unions else begin)


def open_kinds() -> QuerySet[Kind]:
    """What a worker may send from a phone."""
    return Kind.objects.filter(is_open=True).order_by("id")


def report_at(site: Site) -> list[tuple[Any, str, str]]:
    """(label, address, icon): what somebody sees there goes to the union of the site."""
    return [(_("在这里反映问题"), f"{reverse('casework:new')}?site={site.public_id}", "chat")]


def units_in_line(union: Organisation) -> QuerySet[Organisation]:
    """Where this union may send a case: below it, and up its own line."""
    ends = range(SEGMENT, len(union.path), SEGMENT)
    below = Organisation.objects.filter(path__gte=union.path, path__lt=union.path_end, until=None)
    above = Organisation.objects.filter(path__in=[union.path[:end] for end in ends], until=None)
    return (below.exclude(pk=union.pk) | above).order_by("path")
