# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "unionnet.directory.organisations"
    label = "organisations"
    verbose_name = _("组织")
