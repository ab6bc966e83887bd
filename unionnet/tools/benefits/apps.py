# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


def _keeps_a_merchant(request: HttpRequest) -> bool:
    from unionnet.tools.benefits.queries import merchants_kept_by

    person = getattr(request, "person", None)
    return person is not None and merchants_kept_by(person).exists()


class BenefitsConfig(AppConfig):
    name = "unionnet.tools.benefits"
    label = "benefits"
    verbose_name = _("普惠")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("benefits.see", "benefits.manage", "benefits.hand_out"),
        "leader": ("benefits.see",),
        "fund_auditor": ("benefits.see",),
    }
    desk_menu = (
        MenuEntry(
            _("普惠发放"), "desk-benefits:list", "gift", group="services", verb="benefits.see", order=50
        ),
        MenuEntry(
            _("物资库存"),
            "desk-benefits:stock",
            "box",
            group="services",
            verb="benefits.see",
            order=52,
        ),
        MenuEntry(
            _("抽奖"), "desk-benefits:raffles", "star", group="services", verb="benefits.see", order=53
        ),
        MenuEntry(
            _("签约商户"), "desk-benefits:merchants", "hand", group="services", verb="benefits.see", order=54
        ),
    )
    phone_menu = (
        MenuEntry(_("抽奖"), "benefits:raffles", "star", group="activities", order=35),
        MenuEntry(_("我的普惠"), "benefits:mine", "gift", group="mine", order=25),
        MenuEntry(
            _("商户收卡"), "benefits:merchants", "card", group="mine", order=32, when=_keeps_a_merchant
        ),
    )

    def ready(self) -> None:
        from unionnet.foundation.postgres.grants import append_only
        from unionnet.foundation.postgres.walls import (
            linked,
            open_also,
            own,
            run_by,
            taking_part,
            wall,
            within,
        )

        append_only("benefits_entry", "benefits_givenback")
        append_only("benefits_prize", but=("left",))
        wall("benefits_receipt", own("person_id"), within("organisation_id"))
        wall("benefits_signature", own("person_id"), linked("benefits_receipt", "signature_id", to="id"))
        wall("benefits_earned", own("person_id"), run_by("benefits_raffle", to="raffle_id"))
        wall("benefits_entitled", own("person_id"), linked("people_person", "id", to="person_id"))
        kept = linked("benefits_merchantkeeper", "merchant_id", to="merchant_id", own="person_id")
        wall("benefits_merchantkeeper", own("person_id"), run_by("benefits_merchant", to="merchant_id"))
        wall("benefits_voucher", own("person_id"), linked("benefits_receipt", "id", to="receipt_id"))
        wall("benefits_use", kept, linked("benefits_voucher", "id", to="voucher_id"))
        # Somebody of another union who was given something here, or takes cards for a merchant of ours.
        for table in ("benefits_receipt", "benefits_merchantkeeper"):
            open_also("people_person", linked(table, "person_id", to="id"))
        # Who won may be of another union or of none, where the organiser lets them take part.
        winners = taking_part("benefits_win", "person_id", of="benefits_raffle", to="id")
        open_also("people_person", winners)
