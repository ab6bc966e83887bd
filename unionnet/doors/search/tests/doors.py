# SPDX-License-Identifier: Apache-2.0

DOORS = """
/search/  GET  officer leader system security audit fund_auditor
"""
