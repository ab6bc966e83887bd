# SPDX-License-Identifier: Apache-2.0
"""Opinions of those who come: left without a name, answered by the union; then the phone is forgotten."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.reach import sms
from unionnet.directory.reach.actions import notify
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.stations.facts import OpinionAnswered, OpinionLeft
from unionnet.programmes.stations.models import Opinion
from unionnet.programmes.stations.rules import why_not_answer_opinion, why_not_leave_opinion

DAY = timedelta(days=1)


@verb
def leave_opinion(
    site: Site, words: str, phone: str = "", *, key: str, by: Person | None, at: datetime | None = None
) -> Opinion:
    """Say what one thinks of a station. The same form again is the same opinion."""
    at, words = at or database_now(), one_line(words, 300)
    digest = hashlib.sha256(key.encode("utf-8", "replace")).digest()
    if held := Opinion.objects.filter(site=site, key=digest).first():
        return held
    # One station at a time: the count must not change before the commit.
    site = (
        Site.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation")
        .get(pk=site.pk)
    )
    left = Opinion.objects.filter(site=site, at__gt=at - DAY).count()
    if refusal := why_not_leave_opinion(site, words, left=left, on=local_date(at)):
        raise refusal
    said = {"text": words, "phone": phone or None, "person": by, "at": at}
    opinion, is_new = Opinion.objects.get_or_create(site=site, key=digest, defaults=said)
    if is_new:
        tell(OpinionLeft(site.pk, opinion.pk), by=by, org_path=site.organisation.path)
    return opinion


@verb
def answer_opinion(
    opinion: Opinion, words: str, *, is_shown: bool, by: Person, at: datetime | None = None
) -> Opinion:
    """Say what is done about it, on the station's page too where `is_shown`. Whoever left a phone is told by
    text message, whoever was signed in by a notice."""
    locked = Opinion.objects.select_for_update(of=("self",))
    found = locked.select_related("site__organisation", "person").get(pk=opinion.pk)
    words = one_line(words, 300)
    if refusal := why_not_answer_opinion(by, found, words):
        raise refusal
    phone = found.phone.open() if found.phone else ""
    found.answer, found.is_shown, found.phone = words, is_shown, None
    found.answered_by, found.answered_at = by, at or database_now()
    found.save(update_fields=["answer", "is_shown", "phone", "answered_by", "answered_at"])
    _let_know(found, phone)
    tell(OpinionAnswered(found.site_id, found.pk), by=by, org_path=found.site.organisation.path)
    return found


def _let_know(opinion: Opinion, phone: str) -> None:
    site = opinion.site
    if phone:
        told = {"site": site.name, "answer": opinion.answer}
        sms.send_words(phone, _("您对“%(site)s”的意见有了答复：%(answer)s") % told)
    if opinion.person:
        notify(
            opinion.person,
            kind="places.opinion_answered",
            title=gettext_noop("您对“%(site)s”的意见有了答复"),
            text="%(answer)s",
            facts={"site": site.name, "answer": opinion.answer},
            unique=f"opinion:{opinion.pk}",
            url=reverse("stations:opinions", args=[site.public_id]),
            organisation=site.organisation,
        )
