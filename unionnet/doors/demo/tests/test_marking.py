# SPDX-License-Identifier: Apache-2.0
import pytest

from tests.makers import make_person
from unionnet.doors.demo import load
from unionnet.doors.demo.models import DemoWorld
from unionnet.foundation.postgres import Trouble


@pytest.mark.django_db
def test_a_database_with_people_is_no_demo() -> None:
    make_person("真实的人")
    with pytest.raises(Trouble):
        load("seed")
    assert not DemoWorld.objects.exists()
