# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


class PaymentsConfig(AppConfig):
    name = "unionnet.tools.payments"
    label = "payments"
    verbose_name = _("资金发放")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("payments.see", "payments.manage", "payments.approve"),
        "leader": ("payments.see", "payments.approve"),
        "fund_auditor": ("payments.see",),
    }
    desk_menu = (
        MenuEntry(
            _("资金发放"), "desk-payments:list", "money", group="services", verb="payments.see", order=58
        ),
    )
    phone_menu = (MenuEntry(_("发给我的资金"), "payments:mine", "money", group="mine", order=36),)

    def ready(self) -> None:
        from unionnet.foundation.postgres.walls import linked, open_also, own, wall, within

        wall("payments_paymentbatch", within("organisation_id"))
        wall("payments_payment", own("person_id"), linked("payments_paymentbatch", "id", to="batch_id"))
        open_also("people_person", linked("payments_payment", "person_id", to="id"))
