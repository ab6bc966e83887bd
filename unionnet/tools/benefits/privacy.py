# SPDX-License-Identifier: Apache-2.0
"""Who was given what is kept as long as the vouchers of the accounts behind it."""

from django.utils.translation import gettext_noop as _

from unionnet.foundation.privacy import DELETE, INTERNAL, KEEP, PERSONAL, Declaration

KEEPS = _("按会计凭证保管期限")
ERASED = _("发放凭证依法保存，只留编号和时间")

DECLARATIONS = (
    Declaration("benefits.Item", INTERNAL, why=_("可以发放的物品")),
    Declaration("benefits.Batch", INTERNAL, why=_("入库批次")),
    Declaration("benefits.Stock", INTERNAL, why=_("各工会的库存")),
    Declaration("benefits.Consignment", INTERNAL, why=_("调拨和签收")),
    Declaration("benefits.Movement", INTERNAL, why=_("出入库记录")),
    Declaration("benefits.Stocktake", INTERNAL, why=_("盘点")),
    Declaration("benefits.Benefit", INTERNAL, why=_("普惠项目")),
    Declaration("benefits.Telling", INTERNAL, why=_("领取提醒发到哪里了")),
    Declaration("benefits.Content", INTERNAL, why=_("项目发放的物品")),
    Declaration(
        "benefits.Entitled",
        PERSONAL,
        why=_("领取名单"),
        keeps=KEEPS,
        erasure=_("随即删除"),
        fields=("person",),
        on_erasure=DELETE,
    ),
    Declaration(
        "benefits.Receipt",
        PERSONAL,
        why=_("谁领了什么，怎样签收"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("person", "at", "via", "paper", "revoked_at", "revoke_reason"),
        hidden=("key", "cap", "number"),
        on_erasure=KEEP,
    ),
    Declaration(
        "benefits.Voucher",
        PERSONAL,
        why=_("服务卡的次数和有效期"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("person", "used", "valid_from", "valid_until", "reason"),
        on_erasure=KEEP,
    ),
    Declaration(
        "benefits.Use",
        PERSONAL,
        why=_("服务卡在哪里使用过，用于同商户结算"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("at",),
        about=("voucher__person",),
        hidden=("key",),
        on_erasure=KEEP,
    ),
    Declaration("benefits.Merchant", INTERNAL, why=_("签约商户")),
    Declaration("benefits.MerchantItem", INTERNAL, why=_("商户受理的服务卡和结算价")),
    Declaration(
        "benefits.MerchantKeeper",
        PERSONAL,
        why=_("谁为商户收卡"),
        keeps=_("签约期间"),
        erasure=_("随即删除"),
        fields=("person",),
        on_erasure=DELETE,
    ),
    Declaration("benefits.Raffle", INTERNAL, why=_("抽奖的时间、对象和种子")),
    Declaration("benefits.Prize", INTERNAL, why=_("奖品表")),
    Declaration("benefits.GivenBack", INTERNAL, why=_("逾期退回的奖品")),
    Declaration(
        "benefits.Entry",
        PERSONAL,
        why=_("参加过哪次抽奖，结果怎样"),
        keeps=KEEPS,
        erasure=_("公布的名单要能复算，只留编号和时间"),
        fields=("person", "at", "receipt"),
        hidden=("key", "body_hash", "cap", "turn"),
        on_erasure=KEEP,
    ),
    Declaration(
        "benefits.Earned",
        PERSONAL,
        why=_("怎样得到抽奖机会"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("person", "at", "way"),
        hidden=("cap", "number", "on"),
        on_erasure=KEEP,
    ),
    Declaration(
        "benefits.Win",
        PERSONAL,
        why=_("抽中了什么，有没有领取"),
        keeps=KEEPS,
        erasure=ERASED,
        fields=("person", "at", "until", "state"),
        on_erasure=KEEP,
    ),
    Declaration("benefits.Settlement", INTERNAL, why=_("商户结算单")),
)
