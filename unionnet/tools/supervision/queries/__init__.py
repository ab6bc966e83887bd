# SPDX-License-Identifier: Apache-2.0
"""The questions of what was promised."""
