# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from unionnet.directory.people.queries.posts import holders_by_union
from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.journal import on
from unionnet.programmes.letters.facts import LetterAnswered
from unionnet.programmes.letters.models import Letter
from unionnet.programmes.letters.rules import HANDLE


@on(LetterAnswered)
def tell_who_wrote_it(fact: LetterAnswered) -> None:
    letter = Letter.objects.select_related("organisation", "employer").get(pk=fact.letter)
    union = letter.organisation
    notify_all(
        holders_by_union(HANDLE, [union.pk]).get(union.pk, []),
        kind="letters.answered",
        title=_("收到答复，请核实是否改正"),
        text=_("%(name)s"),
        facts={"name": letter.employer.name},
        url=reverse("desk-letters:letter", args=[letter.public_id]),
        organisation=union,
        unique=f"letters:{letter.pk}:answered",
    )
