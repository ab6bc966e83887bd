# SPDX-License-Identifier: Apache-2.0
"""What is loaded, in this order. Each stage is one transaction and is done once; a world that was loaded by
an older release gets the stages it lacks."""

from __future__ import annotations

from collections.abc import Callable

from unionnet.doors.demo.stages.activities import load_activities
from unionnet.doors.demo.stages.applications import load_applications
from unionnet.doors.demo.stages.belonging import load_belonging
from unionnet.doors.demo.stages.cards import load_cards
from unionnet.doors.demo.stages.committees import load_committees
from unionnet.doors.demo.stages.establishing import load_establishing
from unionnet.doors.demo.stages.last_term import load_last_term
from unionnet.doors.demo.stages.outreach import load_outreach
from unionnet.doors.demo.stages.persons import load_persons
from unionnet.doors.demo.stages.postings import load_postings
from unionnet.doors.demo.stages.sites import load_sites
from unionnet.doors.demo.stages.staffing import load_staffing
from unionnet.doors.demo.stages.tree import load_employers, load_tree

STAGES: dict[str, Callable[[], object]] = {
    "tree": load_tree,
    "employers": load_employers,
    "persons": load_persons,
    "sites": load_sites,
    "applications": load_applications,
    "staffing": load_staffing,
    "postings": load_postings,
    "outreach": load_outreach,
    "establishing": load_establishing,
    "cards": load_cards,
}
# These need the invented members, so they come after the crowd.
LIFE: dict[str, Callable[[], object]] = {
    "activities": load_activities,
    "last_term": load_last_term,
    "committees": load_committees,
    "belonging": load_belonging,
}
WORDS = {
    "activities": "报名项目 / enrolments",
    "belonging": "会籍接转、周转池 / transfers and the holding pool",
    "committees": "两委与换届 / committees and terms",
    "last_term": "职工夜校 / night school",
    "tree": "工会组织 / unions",
    "employers": "用人单位 / employers",
    "persons": "演示账号 / demo sign-ins",
    "sites": "驿站和场馆 / stations and venues",
    "applications": "入会申请 / applications",
    "staffing": "干部配备 / staffing",
    "establishing": "建会和请示 / founding unions",
    "postings": "干部蹲点 / field postings",
    "outreach": "职工沟通会 / outreach meetings",
    "cards": "会员服务卡 / member cards",
}
