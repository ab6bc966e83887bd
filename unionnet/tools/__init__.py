# SPDX-License-Identifier: Apache-2.0
"""The instruments: each answers one question for any programme, and knows no other instrument."""
