# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.rules import why_not_change
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.programmes.stations.models import Opinion


def why_not_leave_opinion(site: Site, words: str, *, left: int, on: date) -> Refusal | None:
    """Anybody, at a station in use, in some words; `left` were left there within a day."""
    if site.status not in Site.IN_REGISTER:
        return Refusal("not_in_use", _("“%(site)s”尚未启用或已撤销。"), site=site.name)
    if len(words) < 2:
        return Refusal("no_words", _("请写一句您的意见。"))
    ruling = rule("ST-08.most_opinions_a_day", where=site.region_code[:6], on=on)
    if left >= ruling.value:
        return Refusal(
            "enough_opinions", _("这个站点今天收到的意见已经很多，请明天再来。"), rule=ruling.citation
        )
    return None


def why_not_answer_opinion(person: Person, opinion: Opinion, words: str) -> Refusal | None:
    """An officer of the union, once, in words."""
    if refusal := why_not_change(person, opinion.site.organisation.path):
        return refusal
    if opinion.answered_at:
        return Refusal("answered", _("已经答复过了，请刷新页面。"))
    if not words:
        return Refusal("no_words", _("请写明怎么办理，来提意见的人会看到。"))
    return None
