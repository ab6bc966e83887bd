# SPDX-License-Identifier: Apache-2.0

DOORS = """
/about/          GET  everyone
/about/licences  GET  everyone
/about/privacy   GET  everyone
"""
