# SPDX-License-Identifier: Apache-2.0
"""A conftest outranks plugins, so our set-up of the database replaces that of pytest-django."""

from tests.database import _truncate_as_owner, django_db_setup

__all__ = ["_truncate_as_owner", "django_db_setup"]
