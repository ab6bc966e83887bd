# SPDX-License-Identifier: Apache-2.0
"""工会一张网: one platform for a whole tree of trade unions."""

__version__ = "0.1.0"
