# SPDX-License-Identifier: Apache-2.0
"""Who and where: organisations, people, places, and reaching people."""
