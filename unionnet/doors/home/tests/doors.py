# SPDX-License-Identifier: Apache-2.0

DOORS = """
/            GET  everyone
/activities  GET  everyone
/matters     GET  everyone
"""
