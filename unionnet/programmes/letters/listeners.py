# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from unionnet.directory.people.queries.posts import holders_by_union
from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.journal import on
from unionnet.programmes.letters.facts import DismissalReminded, LetterAnswered, LetterReminded
from unionnet.programmes.letters.models import Dismissal, Letter
from unionnet.programmes.letters.rules import HANDLE

REMINDERS = {
    "near": _("单位的答复快到期"),
    "late": _("单位逾期没有答复，可以发下一份文件"),
}


@on(LetterAnswered)
def tell_who_wrote_it(fact: LetterAnswered) -> None:
    _tell(fact.letter, "answered", _("收到答复，请核实是否改正"))


@on(LetterReminded)
def tell_what_runs_out(fact: LetterReminded) -> None:
    _tell(fact.letter, fact.what, REMINDERS[fact.what])


@on(DismissalReminded)
def tell_who_should_answer(fact: DismissalReminded) -> None:
    """Names the employer, and not the worker: a notice is read on other people's screens."""
    row = Dismissal.objects.select_related("organisation", "employer").get(pk=fact.dismissal)
    union = row.organisation
    notify_all(
        [*holders_by_union(HANDLE, [union.pk]).get(union.pk, []), row.by_id],
        kind="letters.dismissal",
        title=_("解除日期快到了，工会还没有答复单位"),
        text=_("%(name)s"),
        facts={"name": row.employer.name},
        url=reverse("desk-letters:dismissal", args=[row.public_id]),
        organisation=union,
        unique=f"letters:dismissal:{row.pk}",
    )


def _tell(number: int, what: str, title: str) -> None:
    """Those who handle letters at the union, and who wrote this one."""
    letter = Letter.objects.select_related("organisation", "employer").get(pk=number)
    union = letter.organisation
    notify_all(
        [*holders_by_union(HANDLE, [union.pk]).get(union.pk, []), letter.by_id],
        kind=f"letters.{what}",
        title=title,
        text=_("%(name)s"),
        facts={"name": letter.employer.name},
        url=reverse("desk-letters:letter", args=[letter.public_id]),
        organisation=union,
        unique=f"letters:{letter.pk}:{what}",
    )
