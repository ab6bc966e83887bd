# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = [
    Declaration("rates.Seal", INTERNAL, why="按月封存的建会率、入会率"),
    Declaration("rates.Figure", INTERNAL, why="封存数字的分子、分母和所指的组织、单位"),
]
