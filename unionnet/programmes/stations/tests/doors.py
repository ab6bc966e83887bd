# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from unionnet.directory.places.actions import report_fault
from unionnet.directory.places.models import FaultReport, Site
from unionnet.directory.places.tests.makers import make_site
from unionnet.programmes.stations.actions import ask_for, leave_opinion, open_survey, put_lock, report_broken
from unionnet.programmes.stations.models import Lock, Opinion, Shortage, Survey
from unionnet.programmes.stations.tests.makers import a_photo

DOORS = """
/desk/stations/              GET   officer leader keeper
/desk/stations/<site>/       GET   officer leader keeper @ own parent
/desk/stations/costs-of-unions  GET  officer leader keeper
/desk/stations/<site>/visits POST  officer keeper @ own parent
/desk/stations/opinions      GET   officer leader keeper
/desk/stations/opinions/<opinion>  POST  officer @ own parent
/stations/best               GET   everyone
/desk/stations/standards     GET   officer leader keeper
/desk/stations/<site>/standard        GET   officer leader keeper @ own parent
/desk/stations/<site>/standard/check  POST  officer @ own parent
/desk/stations/<site>/nominate        POST  officer @ own parent
/stations/opinions/<site>    GET,POST  everyone
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
/stations/keeper/<site>          GET   officer keeper @ own parent
/stations/keeper/<site>/patrol   POST  officer keeper @ own parent
/stations/keeper/<site>/door     POST  officer keeper @ own parent
/stations/keeper/<site>/supplies POST  officer keeper @ own parent
/stations/keeper/<site>/broken   POST  officer keeper @ own parent
/desk/stations/faults            GET   officer leader keeper
/desk/stations/faults/<fault>/mended    POST  officer keeper @ own parent
/desk/stations/faults/<fault>/reopened  POST  officer keeper @ own parent
/desk/stations/faults/<photo>/photo     GET   officer leader keeper @ own parent
/desk/stations/patrols           GET   officer leader keeper
/desk/stations/shortages         GET   officer leader keeper
/desk/stations/shortages/<shortage>     POST  officer @ own parent
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


def fault(home: Home) -> FaultReport:
    return report_fault(make_site(home.union), "饮水机不出水", by=None)


def photo(home: Home) -> str:
    broken = report_broken(make_site(home.union), "灯坏了", photo=a_photo(), by=home.officer)
    return str(broken.public_id)


def shortage(home: Home) -> Shortage:
    return ask_for(make_site(home.union), ["water"], by=home.officer)[0]


def opinion(home: Home) -> Opinion:
    return leave_opinion(make_site(home.union), "晚上再开久一点", key="k", by=None)
