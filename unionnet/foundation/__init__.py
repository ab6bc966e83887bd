# SPDX-License-Identifier: Apache-2.0
"""The ground floor: what a chess club's software would need unchanged."""
