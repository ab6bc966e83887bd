# SPDX-License-Identifier: Apache-2.0

DOORS = """
/desk/            GET  officer leader system security audit fund_auditor
/desk/today.xlsx  GET  officer leader system security audit fund_auditor
"""
