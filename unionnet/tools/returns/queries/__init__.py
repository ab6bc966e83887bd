# SPDX-License-Identifier: Apache-2.0
"""The questions of figures that go up."""

from unionnet.tools.returns.queries.adding import Branch, Rate, Summary, summary_of
from unionnet.tools.returns.queries.checking import Broken, broken_below, broken_in, with_returns
from unionnet.tools.returns.queries.comparing import Difference, differences_with
from unionnet.tools.returns.queries.firms import (
    codes_of,
    firms_counted,
    firms_of,
    firms_to_look_at,
    to_look_at,
)
from unionnet.tools.returns.queries.forms import (
    before,
    checks_of,
    drafts_of,
    forms_seen_by,
    indicators_of,
    offices_that_issue,
    periods_of,
    periods_of_line,
    periods_seen_by,
    units_for,
    versions_of,
    with_progress,
)
from unionnet.tools.returns.queries.layouts import figures_by_unit, figures_of, layouts_seen_by
from unionnet.tools.returns.queries.sealing import Progress, digest_of, progress_of
from unionnet.tools.returns.queries.sheets import Line, Sheet, sheet_of
from unionnet.tools.returns.queries.targets import Standing, standings_of, target_indicators
from unionnet.tools.returns.queries.trays import (
    fillers_at,
    history_of,
    judges_at,
    own_returns,
    returns_of,
    returns_seen_by,
    signers_at,
    supplements_of,
    supplements_seen_by,
    to_fill_by,
    to_judge_by,
    to_sign_by,
    unfilled_units,
)
from unionnet.tools.returns.queries.unions import unions_below
from unionnet.tools.returns.queries.years import Together, Years, firms_together, years_of

__all__ = [
    "Branch",
    "Broken",
    "Difference",
    "Line",
    "Progress",
    "Rate",
    "Sheet",
    "Standing",
    "Summary",
    "Together",
    "Years",
    "before",
    "broken_below",
    "broken_in",
    "checks_of",
    "codes_of",
    "differences_with",
    "digest_of",
    "drafts_of",
    "fillers_at",
    "figures_by_unit",
    "figures_of",
    "firms_counted",
    "firms_of",
    "firms_to_look_at",
    "firms_together",
    "forms_seen_by",
    "history_of",
    "indicators_of",
    "judges_at",
    "layouts_seen_by",
    "offices_that_issue",
    "own_returns",
    "periods_of",
    "periods_of_line",
    "periods_seen_by",
    "progress_of",
    "returns_of",
    "returns_seen_by",
    "sheet_of",
    "signers_at",
    "standings_of",
    "summary_of",
    "supplements_of",
    "supplements_seen_by",
    "target_indicators",
    "to_fill_by",
    "to_judge_by",
    "to_look_at",
    "to_sign_by",
    "unfilled_units",
    "unions_below",
    "units_for",
    "versions_of",
    "with_progress",
    "with_returns",
    "years_of",
]
