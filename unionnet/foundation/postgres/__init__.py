# SPDX-License-Identifier: Apache-2.0
"""The database that comes with the product: our own launcher over the programs of a wheel."""

from .cluster import Cluster, ensure
from .trouble import Trouble

__all__ = ["Cluster", "Trouble", "ensure"]
