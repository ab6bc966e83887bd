# SPDX-License-Identifier: Apache-2.0
"""About unions and what they promised. Who did which step did so in office."""

from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = (
    Declaration("supervision.Office", INTERNAL, why="督办办公室和亮灯方案"),
    Declaration("supervision.GroupMember", INTERNAL, why=_("领导小组成员，以任职身份列入"), acts=("person",)),
    Declaration("supervision.Goal", INTERNAL, why="重点工作"),
    Declaration("supervision.Item", INTERNAL, why="督办事项"),
    Declaration("supervision.Part", INTERNAL, why="各单位的任务和责任人", acts=("officer",)),
    Declaration("supervision.Milestone", INTERNAL, why="任务的节点"),
    Declaration("supervision.Indicator", INTERNAL, why="目标指标"),
    Declaration("supervision.Step", INTERNAL, why="谁在何时因何作出每一步"),
    Declaration("supervision.Report", INTERNAL, why="各单位反馈的进展"),
    Declaration("supervision.Chase", INTERNAL, why="提醒和催办"),
    Declaration("supervision.Mark", INTERNAL, why="亮灯记录"),
    Declaration("supervision.Extension", INTERNAL, why="延期申请"),
    Declaration("supervision.Suspension", INTERNAL, why="中止办理"),
    Declaration("supervision.Postponement", INTERNAL, why="期限顺延"),
    Declaration("supervision.ReportCard", INTERNAL, why="阶段性成绩单"),
    Declaration("supervision.CardLine", INTERNAL, why="成绩单的各行"),
)
