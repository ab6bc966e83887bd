# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = [
    Declaration("strength.Round", INTERNAL, why="五强自查的批次"),
    Declaration("strength.Item", INTERNAL, why="五强自查的条目和分值"),
    Declaration("strength.Check", INTERNAL, why="乡镇（街道）工会的自查和核查"),
    Declaration("strength.Score", INTERNAL, why="自评分、核定分和依据，不写个人信息"),
]
