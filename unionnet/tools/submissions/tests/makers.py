# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.makers import make_officer, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.tools.submissions.actions import (
    Decision,
    KindTerms,
    decide,
    define_kind,
    draft,
    send,
    set_letterhead,
)
from unionnet.tools.submissions.models import Kind, Submission

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai
TITLE = "关于命名巴阳村劳模工作室的请示"


@dataclass(frozen=True)
class Chain:
    """A county, a town, a village, and an officer of each."""

    county: Organisation
    town: Organisation
    village: Organisation
    above: Person
    between: Person
    below: Person


def make_chain() -> Chain:
    county = make_union("云阳县总工会", kind="county_federation")
    town = make_union("巴阳镇总工会", county)
    village = make_union("巴阳村联合工会", town, kind="village_joint_union")
    return Chain(
        county,
        town,
        village,
        make_officer(county, name="谭部长"),
        make_officer(town, name="冉主席"),
        make_officer(village, name="向主席"),
    )


def make_kind(**terms: Any) -> Kind:
    return define_kind(KindTerms(**{"key": "titles.studio", "name": "命名工作室", "is_open": True, **terms}))


def make_draft(chain: Chain, kind: Kind | None = None, **given: Any) -> Submission:
    values = {"title": TITLE, "body": "现申请命名。\n妥否，请批示。", **given}
    return draft(kind or make_kind(), chain.village, by=chain.below, **values)


def make_sent(chain: Chain, kind: Kind | None = None, **given: Any) -> Submission:
    return send(make_draft(chain, kind, **given), by=chain.below, at=MONDAY)


def make_approved(chain: Chain, submission: Submission, *, by: Person | None = None) -> Submission:
    officer = by or chain.between
    set_letterhead(submission.decider, submission.kind.series, "巴工组", by=officer)
    return decide(submission, Decision(approve=True, reply="同意。"), by=officer, at=MONDAY)
