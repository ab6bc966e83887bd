# SPDX-License-Identifier: Apache-2.0
"""Figures about unions, never about a person. Who filled, signed and judged them did so in office."""

from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = (
    Declaration("returns.Form", INTERNAL, why="统计报表"),
    Declaration("returns.Indicator", INTERNAL, why="报表的指标和口径"),
    Declaration("returns.Check", INTERNAL, why="报表的审核关系"),
    Declaration("returns.Period", INTERNAL, why="报告期和报送期限"),
    Declaration("returns.Return", INTERNAL, why="各单位的填报进度"),
    Declaration("returns.Step", INTERNAL, why="谁在何时因何作出每一步"),
    Declaration("returns.Cell", INTERNAL, why="填报的数字"),
    Declaration("returns.Explanation", INTERNAL, why="审核提示的说明"),
    Declaration("returns.FirmLine", INTERNAL, why="参加活动的单位名单"),
    Declaration("returns.Layout", INTERNAL, why="上级或其他系统给定的表样，以及哪个数填在哪一格"),
    Declaration("returns.Seal", INTERNAL, why="封存记录"),
    Declaration("returns.Target", INTERNAL, why="给各单位定的目标"),
    Declaration("returns.Supplement", INTERNAL, why="封存以后的补报"),
)
