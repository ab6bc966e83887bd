# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from unionnet.directory.places.models import Site
from unionnet.directory.places.tests.makers import make_site
from unionnet.programmes.stations.actions import open_survey, put_lock
from unionnet.programmes.stations.models import Lock, Survey

DOORS = """
/desk/stations/              GET   officer leader keeper
/desk/stations/<site>/       GET   officer leader keeper @ own parent
/desk/stations/<site>/costs  POST  officer @ own parent
/desk/stations/check         GET   officer leader keeper
/desk/stations/growth        GET   officer leader keeper
/desk/stations/planned       GET   officer leader keeper
/desk/stations/<site>/opening    GET   officer leader keeper @ own parent
/desk/stations/<site>/built      POST  officer @ own parent
/desk/stations/<site>/accepted   POST  officer @ own parent
/desk/stations/<site>/sent-back  POST  officer @ own parent
/desk/stations/<site>/locks      POST  officer @ own parent
/desk/stations/surveys           GET       officer leader keeper
/desk/stations/surveys/new       GET,POST  officer
/desk/stations/surveys/<survey>  GET       officer leader keeper @ own parent
/stations/surveys/<survey_sheet> GET,POST  everyone
/desk/stations/locks/<lock>/drop POST  officer @ own parent
/stations/locks/<lock>/enter     POST  nobody
/stations/locks/<lock>/offline   GET   nobody
/stations/locks/<lock>/entries   POST  nobody
"""


def site(home: Home) -> Site:
    return make_site(home.union)


def lock(home: Home) -> Lock:
    return put_lock(make_site(home.union), "正门", members_only=True, by=home.officer)[0]


def survey(home: Home) -> Survey:
    asked = [{"text": "最需要什么？", "choices": ["热水", "充电"], "many": False}]
    held = Survey.objects.filter(organisation=home.union).first()
    days = (date(2026, 1, 1), date(2026, 1, 31))
    return held or open_survey(home.union, "把脉", asked, days, by=home.officer)


def survey_sheet(home: Home) -> str:
    return f"{survey(home).public_id}?at={make_site(home.union).public_id}"
