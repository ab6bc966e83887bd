# SPDX-License-Identifier: Apache-2.0
"""A child process that ends with its parent, also when the parent is killed."""

import ctypes
import os
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
SUPERVISED = "UNIONNET_SUPERVISED"
_libc = ctypes.CDLL(None, use_errno=True)


def end_with(parent: int, number: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel for this signal when the parent ends; take it at once when it has ended already."""
    _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def leash(number: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """For Popen(preexec_fn=…)."""
    parent = os.getpid()
    return lambda: end_with(parent, number)


def end_with_parent_when_supervised() -> None:
    """The server's own workers: their parent is the server, which the supervisor watches."""
    if os.environ.get(SUPERVISED):
        end_with(os.getppid(), signal.SIGKILL)
