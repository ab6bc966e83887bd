# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import DELETE, INTERNAL, PERSONAL, Declaration

DECLARATIONS = [
    Declaration("reach.Message", INTERNAL, why="干部群发的通知及发送进度", keeps="三年", acts=("sender",)),
    Declaration(
        "reach.Notice",
        PERSONAL,
        why=_("告知本人的消息"),
        keeps=_("一年"),
        erasure=_("随即删除"),
        fields=("person", "title", "text", "facts"),
        hidden=("key",),
        on_erasure=DELETE,
    ),
    Declaration(
        "reach.Delivery",
        PERSONAL,
        why=_("消息经短信或微信的投递记录"),
        keeps=_("随消息一年"),
        erasure=_("随消息删除"),
        about=("notice__person",),
        on_erasure=DELETE,
    ),
    Declaration(
        "reach.Preference",
        PERSONAL,
        why=_("本人选择的接收方式"),
        keeps=_("账号存续期间"),
        erasure=_("随即删除"),
        fields=("person",),
        on_erasure=DELETE,
    ),
    Declaration(
        "reach.CodeTurn",
        PERSONAL,
        why=_("防止验证码轰炸：只存手机号的盲索引和时间"),
        keeps=_("二十四小时"),
        erasure=_("到期自动删除"),
        fields=("mobile_index",),
        untraced="只有手机号的盲索引；注销时按本人手机号删除",
        on_erasure="unionnet.directory.reach.actions.forget_code_turns_of",
    ),
    Declaration("reach.TextBudget", INTERNAL, why="各工会每日短信上限"),
    Declaration("reach.TextsSpent", INTERNAL, why="各工会每日短信用量", keeps="三年"),
]
