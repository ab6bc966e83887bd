# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, Declaration

DECLARATIONS = [
    Declaration("journal.Entry", INTERNAL, why="审计和事件：只存编号，不存个人信息", keeps="不少于六个月"),
    Declaration("journal.Cursor", INTERNAL, why="各监听方听到了哪里"),
    Declaration("journal.Undelivered", INTERNAL, why="未能送达的事件，待人工处理"),
    Declaration("journal.Seal", INTERNAL, why="日志的哈希链"),
]
