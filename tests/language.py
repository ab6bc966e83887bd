# SPDX-License-Identifier: Apache-2.0
"""Every test begins in Chinese, whatever language the request of an earlier one spoke."""

import pytest
from django.conf import settings
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_chinese() -> None:
    translation.activate(settings.LANGUAGE_CODE)
