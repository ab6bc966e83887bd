# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.directory.people.models import Comparison, Roster
from unionnet.directory.rosters.actions import keep_comparison
from unionnet.directory.rosters.queries import Differences

DOORS = """
/desk/rosters/                                          GET       officer
/desk/rosters/import                                    GET,POST  officer
/desk/rosters/import/template.xlsx                      GET       officer
/desk/rosters/comparison                                GET,POST  officer
/desk/rosters/comparison/<comparison>                   GET       nobody
/desk/rosters/comparison/<comparison>/differences.xlsx  GET       nobody
/desk/rosters/<roster>                                  GET       officer @ own parent
/desk/rosters/<roster>/columns                          POST      officer @ own parent
/desk/rosters/<roster>/progress                         GET       officer @ own parent
/desk/rosters/<roster>/reasons.xlsx                     GET       officer @ own parent
/desk/rosters/<roster>/taking                           POST      officer @ own parent
/desk/rosters/<roster>/undoing                          POST      officer @ own parent
"""


def roster(home: Home) -> Roster:
    return Roster.objects.create(
        organisation=home.union, file_name="a.xlsx", sha256="0" * 64, by=home.officer
    )


def comparison(home: Home) -> Comparison:
    """Seen by who compared, and nobody else."""
    return keep_comparison(home.union, Differences(), "核对名册", what="差异清单", by=home.officer)
