# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.scope import everything
from unionnet.programmes.stations.models import Opinion

SHOWN = 20


def opinions_seen_by(person: Person) -> QuerySet[Opinion]:
    reach = person.reach("places.see").q("site__organisation__path")
    return Opinion.objects.filter(reach).select_related("site__organisation", "answered_by")


@everything("what the union has answered in public stands open to everybody")
def opinions_answered_at(site: Site) -> list[Opinion]:
    """The last ones, without who said them."""
    shown = Opinion.objects.filter(site=site, is_shown=True).order_by("-answered_at")
    return list(shown.only("text", "answer", "answered_at", "is_shown", "site_id")[:SHOWN])


def opinions_for_visitors(site: Site) -> list[tuple[Any, str, str]]:
    """(label, address, icon) of the page where one says what one thinks."""
    return [(_("意见和建议"), reverse("stations:opinions", args=[site.public_id]), "chat")]
