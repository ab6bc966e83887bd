# SPDX-License-Identifier: Apache-2.0

DOORS = """
/screen/     GET  officer leader
/screen/now  GET  officer leader
"""
