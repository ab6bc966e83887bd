# SPDX-License-Identifier: Apache-2.0
"""The forms of a re-election: plan, names, votes, approval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import read_table
from unionnet.programmes.committees.actions import ElectionPlan, Turnout
from unionnet.programmes.committees.demands import MOST_SEATS, Demands
from unionnet.programmes.committees.models import Body, Candidate, Election, Race
from unionnet.programmes.committees.naming import Named, read_names
from unionnet.programmes.committees.web.forms import NAMES_HINT, Day

MOST = 10_000_000
LARGEST_FILE = 2 * 1024 * 1024


class PlanForm(forms.Form):
    """What is settled before the meeting; begins with what the rules suggest."""

    members = forms.IntegerField(label=_("会员人数"), min_value=1, max_value=MOST)
    women = forms.IntegerField(label=_("女会员人数"), min_value=0, max_value=MOST)
    meeting = forms.ChoiceField(label=_("会议形式"), choices=Election.Meeting.choices)
    should_attend = forms.IntegerField(
        label=_("应到会人数"),
        min_value=1,
        max_value=MOST,
        help_text=_("会员大会为全体会员，代表大会为全体代表"),
    )
    years = forms.TypedChoiceField(label=_("任期（年）"), coerce=int, choices=())

    def __init__(self, *args: Any, years: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["years"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        for body in Body:
            self.fields[body] = forms.IntegerField(
                label=_("%(body)s名额") % {"body": body.label},
                min_value=0,
                max_value=MOST_SEATS,
                required=body == Body.UNION_COMMITTEE,
                help_text="" if body == Body.UNION_COMMITTEE else _("不选举的留空"),
            )

    @property
    def plan(self) -> ElectionPlan:
        given = self.cleaned_data
        seats = {str(body): given[body] or 0 for body in Body}
        return ElectionPlan(
            members=given["members"],
            women=given["women"],
            meeting=given["meeting"],
            should_attend=given["should_attend"],
            years=given["years"],
            seats=seats,
        )

    @staticmethod
    def suggested(demands: Demands) -> dict[str, Any]:
        """The smallest that the rules allow, for the members the register knows."""
        congress = demands.delegates
        found: dict[str, Any] = {
            "members": demands.members or None,
            "women": demands.women,
            "meeting": Election.Meeting.MEMBERS_CONGRESS if congress else Election.Meeting.MEMBERS_MEETING,
            "should_attend": congress.least if congress else demands.members or None,
            "years": demands.years[0][0],
            Body.UNION_COMMITTEE: demands.size.least if demands.size else None,
            Body.FUND_AUDIT_COMMITTEE: demands.fund_audit_size.least,
        }
        if demands.women:
            found[Body.WOMEN_WORKERS_COMMITTEE] = 3 if demands.has_women_committee else 1
        return found

    @staticmethod
    def of(election: Election) -> dict[str, Any]:
        names = ("members", "women", "meeting", "should_attend", "years")
        return {name: getattr(election, name) for name in names} | {
            race.body: race.seats for race in election.races.all()
        }


class NamesForm(forms.Form):
    """Names put forward for one body."""

    names = forms.CharField(
        label=_("候选人名单"), max_length=8000, widget=forms.Textarea(attrs={"rows": 4}), help_text=NAMES_HINT
    )
    cleared = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, race: Race) -> None:
        super().__init__(data, prefix=race.body)
        self.fields["cleared"].label = (
            _("已核对：其中没有工会主席、财务人员和他们的直接下属")
            if race.body == Body.FUND_AUDIT_COMMITTEE
            else _("已核对：其中没有用人单位主要负责人的近亲属")
        )

    @property
    def named(self) -> list[Named]:
        return read_names(self.cleaned_data["names"])


class CountForm(forms.Form):
    """The meeting: turnout of each body, votes of each candidate; or the votes as a sheet."""

    held_on = Day(_("选举日期"))
    sheet = forms.FileField(
        label=_("得票 Excel 表"), required=False, help_text=_("可以不逐个填写，上传按模板填好的表")
    )

    def __init__(self, data: Any, files: Any, *, election: Election, races: Sequence[Race]) -> None:
        super().__init__(data, files, initial={"held_on": election.held_on})
        self.races = list(races)
        for race in self.races:
            should = race.should_attend
            if should is None and race.body != Body.STANDING_COMMITTEE:
                should = election.should_attend
            self._number(f"should-{race.pk}", _("应到会人数"), should, required=True)
            self._number(f"attended-{race.pk}", _("实到会人数"), race.attended, required=True)
            for candidate in race.candidates.all():
                self._number(f"votes-{candidate.pk}", candidate.holder, candidate.votes)
                self._number(f"again-{candidate.pk}", gettext("再次投票得票"), candidate.again)

    def _number(self, name: str, label: Any, initial: int | None, *, required: bool = False) -> None:
        field = forms.IntegerField(
            label=label, min_value=0, max_value=MOST, required=required, initial=initial
        )
        self.fields[name] = field

    def groups(self) -> list[tuple[Race, list[Any], list[tuple[Candidate, Any, Any]]]]:
        """By race its turnout fields and its candidates with theirs."""
        return [
            (
                race,
                [self[f"should-{race.pk}"], self[f"attended-{race.pk}"]],
                [(c, self[f"votes-{c.pk}"], self[f"again-{c.pk}"]) for c in race.candidates.all()],
            )
            for race in self.races
        ]

    @property
    def turnout(self) -> dict[int, Turnout]:
        given = self.cleaned_data
        return {r.pk: Turnout(given[f"should-{r.pk}"], given[f"attended-{r.pk}"]) for r in self.races}

    @property
    def votes(self) -> dict[int, tuple[int, int | None]]:
        """By candidate; what the sheet says goes before what was typed."""
        given, everybody = self.cleaned_data, [c for race in self.races for c in race.candidates.all()]
        found = {c.pk: (given[f"votes-{c.pk}"] or 0, given[f"again-{c.pk}"]) for c in everybody}
        return found | (read_votes(given["sheet"], self.races) if given["sheet"] else {})


def read_votes(file: IO[bytes], races: Sequence[Race]) -> dict[int, tuple[int, int | None]]:
    """A sheet of body, name, votes, votes of a second ballot. Raises a Refusal that names the row."""
    if getattr(file, "size", 0) > LARGEST_FILE:
        raise Refusal("large_file", gettext("文件太大，请使用模板。"))
    known = {(race.called, c.holder): c.pk for race in races for c in race.candidates.all()}
    found: dict[int, tuple[int, int | None]] = {}
    for number, row in enumerate(read_table(file, most=1000)[1:], start=2):
        body, name, votes, again = (*row, "", "", "", "")[:4]
        pk = known.get((body, name))
        if pk is None or not _is_number(votes) or (again and not _is_number(again)):
            raise Refusal("bad_row", gettext("第 %(n)s 行读不懂：请核对机构、姓名和票数。"), n=number)
        found[pk] = (int(votes), int(again) if again else None)
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 7
