# SPDX-License-Identifier: Apache-2.0
"""Under which addresses and names other machines find this one."""

import re
import socket
from pathlib import Path

ROUTES = Path("/proc/net/fib_trie")
# In the kernel's tree of routes: an address of our own is a leaf with "/32 host LOCAL" below it.
OWN = re.compile(r"\|-- ([\d.]+)\n\s+/32 host LOCAL")


def addresses() -> list[str]:
    """All of IPv4, the one towards the default route first. Posters and links carry the first."""
    found = dict.fromkeys([*_towards_the_world(), *own_in(_routes())])
    return [address for address in found if not address.startswith("127.")]


def own_names() -> list[str]:
    """The name of this machine, also as its network announces it."""
    name = socket.gethostname().partition(".")[0].lower()
    return [name, f"{name}.local"] if re.fullmatch(r"[a-z0-9-]+", name) else []


def own_in(routes: str) -> list[str]:
    return OWN.findall(routes)


def _routes() -> str:
    try:
        return ROUTES.read_text(encoding="ascii")
    except OSError:
        return ""


def _towards_the_world() -> list[str]:
    """Nothing is sent: connecting a datagram only picks a route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return []
        return [str(probe.getsockname()[0])]
