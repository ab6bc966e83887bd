# SPDX-License-Identifier: Apache-2.0
import socket

import pytest

from unionnet.foundation.server.network import addresses, own_in, own_names

ROUTES = """Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 0.0.0.0
        /0 universe UNICAST
     +-- 192.168.1.0/24 2 0 2
        |-- 192.168.1.0
           /24 link UNICAST
        |-- 192.168.1.23
           /32 host LOCAL
        |-- 192.168.1.255
           /32 link BROADCAST
     |-- 172.17.0.1
        /32 host LOCAL
Local:
     |-- 127.0.0.1
        /32 host LOCAL
"""


def test_our_own_addresses_are_read_from_the_routes_of_the_kernel() -> None:
    assert own_in(ROUTES) == ["192.168.1.23", "172.17.0.1", "127.0.0.1"]


def test_no_address_is_told_twice_and_none_that_leads_nowhere() -> None:
    found = addresses()
    assert len(found) == len(set(found))
    assert not [address for address in found if address.startswith("127.")]


@pytest.mark.parametrize(
    ("called", "told"), [("Node-1.example.org", ["node-1", "node-1.local"]), ("bad_name", [])]
)
def test_a_name_is_one_that_fits_into_an_address(
    called: str, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: called)
    assert own_names() == told
