# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.privacy import INTERNAL, PERSONAL, PUBLIC, Declaration

WHILE = "在会期间和退会后 3 年"
BLANK = "清空姓名、证件、手机等个人字段，只留编号以保持统计和日志完整"

DECLARATIONS = [
    Declaration(
        "people.Person",
        PERSONAL,
        why="实名认证与会籍管理",
        keeps=WHILE,
        erasure=BLANK,
        fields=(
            "name",
            "id_type",
            "id_number",
            "id_index",
            "mobile",
            "mobile_index",
            "sex",
            "born_on",
            "occupation",
            "tags",
        ),
    ),
    Declaration(
        "people.Account",
        PERSONAL,
        why="用于登录",
        keeps="账号存续期间",
        erasure="删除手机号和登录名，停用账号",
        fields=("login", "mobile", "mobile_index"),
    ),
    Declaration(
        "people.Membership",
        PERSONAL,
        why="会籍申请、审核与档案",
        keeps=WHILE,
        erasure="保留状态和日期，清空单位、理由和附件",
        fields=("unit", "reason", "answer", "paper"),
    ),
    Declaration(
        "people.Standing",
        PERSONAL,
        why="判断活动报名资格",
        keeps="与人员记录一致",
        erasure="清空标签和出生日期",
        fields=("tags", "born_on"),
    ),
    Declaration(
        "people.Consent",
        PERSONAL,
        why="证明取得过本人同意",
        keeps="撤回后 3 年",
        erasure="不删除：依法留存的同意记录",
    ),
    Declaration(
        "people.Opening",
        PERSONAL,
        why="让本人知道谁看过自己的信息",
        keeps="3 年",
        erasure="随人员记录保留编号，清空理由",
        fields=("reason",),
    ),
    Declaration(
        "people.Attempt",
        PERSONAL,
        why="防止猜密码和验证码轰炸：只存手机号和网络地址的盲索引",
        keeps="一小时",
        erasure="到期自动删除",
        fields=("key",),
    ),
    Declaration("people.Roster", INTERNAL, why="批量导入的结果与核对"),
    Declaration(
        "people.RosterPart",
        PERSONAL,
        why="批量导入入会名单",
        keeps="导入完成即删除",
        erasure="导入完成即删除",
        fields=("lines",),
    ),
    Declaration("people.Role", INTERNAL, why="工会干部任职与权限"),
    Declaration("people.JoinCode", PUBLIC, why="入会码张贴的位置与活动"),
]
