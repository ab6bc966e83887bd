# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = [
    Declaration("figures.Sum", INTERNAL, why="各级工会的人数、组织数、驿站数，随时可以重算"),
    Declaration("figures.Change", INTERNAL, why="还没有汇入合计的增减"),
]
