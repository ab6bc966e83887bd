# SPDX-License-Identifier: Apache-2.0
from importlib import import_module

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.ui.menu import MenuEntry


def is_host(request: HttpRequest) -> bool:
    from unionnet.tools.booking import queries

    person = getattr(request, "person", None)
    return person is not None and queries.is_host(person)


class BookingConfig(AppConfig):
    name = "unionnet.tools.booking"
    label = "booking"
    verbose_name = _("预约")
    default_auto_field = "django.db.models.BigAutoField"
    verbs = {
        "officer": ("booking.see", "booking.manage", "booking.sign_in", "booking.ask"),
        "leader": ("booking.see",),
        "station_keeper": ("booking.see", "booking.sign_in"),
    }
    phone_menu = (
        MenuEntry(_("场馆预约"), "booking:list", "calendar", group="activities", order=35),
        MenuEntry(_("我的预约"), "booking:mine", "calendar", group="mine", order=25),
        MenuEntry(_("我的接待"), "booking:hosting", "people", group="mine", order=26, when=is_host),
    )
    desk_menu = (
        MenuEntry(_("预约"), "desk-booking:list", "calendar", group="services", verb="booking.see", order=25),
    )

    def ready(self) -> None:
        import_module(f"{self.name}.walls")
