# SPDX-License-Identifier: Apache-2.0
"""One process, two lanes: raw ASGI for what is hot or long, Django for everything else."""

from .lanes import mount, on_shutdown, on_startup

__all__ = ["mount", "on_shutdown", "on_startup"]
