# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from unionnet.programmes.campaigns.actions import Terms, hold, open_campaign
from unionnet.programmes.campaigns.models import Campaign
from unionnet.tools.activities.models import Activity
from unionnet.tools.activities.tests.makers import a_plan

DOORS = """
/campaigns/                                GET       everyone
/api/v1/campaigns                          GET       signed-in
/api/v1/campaigns/<campaign>               GET       officer leader fund_auditor @ own parent
/desk/campaigns/                           GET       officer leader fund_auditor
/desk/campaigns/campaigns.xlsx             GET       officer leader fund_auditor
/desk/campaigns/new                        GET,POST  officer
/desk/campaigns/gifts/<activity>           GET,POST  officer @ own parent
/desk/campaigns/places/<activity>          GET,POST  officer @ own parent
/desk/campaigns/<campaign>                 GET       officer leader fund_auditor @ own parent
/desk/campaigns/<campaign>/edit            GET,POST  officer @ own parent
/desk/campaigns/<campaign>/partners        GET,POST  officer @ own parent
/desk/campaigns/<campaign>/hold            GET,POST  officer @ own parent
/desk/campaigns/<campaign>/close           POST      officer @ own parent
/desk/campaigns/<campaign>/activities.xlsx  GET      officer leader fund_auditor @ own parent
"""


def campaign(home: Home) -> Campaign:
    terms = Terms("warmth", "暖冬行动", date(2024, 1, 1), date(2024, 3, 31))
    return open_campaign(home.union, terms, by=home.officer)


def activity(home: Home) -> Activity:
    return hold(campaign(home), a_plan(), by=home.officer)
