# SPDX-License-Identifier: Apache-2.0
"""Orders are cases and declared there; here is what the hotline adds, which names nobody who called."""

from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = (
    Declaration("hotline.Handover", INTERNAL, why="哪些工单转到 12345，对方的工单号"),
    Declaration("hotline.Watched", INTERNAL, why="哪些工单列入督办、为什么、结果如何"),
    Declaration("hotline.CutOff", INTERNAL, why="截止报表何时由谁出具"),
    Declaration("hotline.CutOffLine", INTERNAL, why="截止报表里各单位、类型的件数"),
)
