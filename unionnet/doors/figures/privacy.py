# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = [
    Declaration("figures.Headcount", INTERNAL, why="各级工会的人数、组织数、驿站数，随时可以重算"),
    Declaration("figures.Daily", INTERNAL, why="各工会每日入会、审核件数"),
    Declaration("figures.Stale", INTERNAL, why="待重算的工会"),
]
