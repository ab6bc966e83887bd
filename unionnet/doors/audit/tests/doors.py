# SPDX-License-Identifier: Apache-2.0
DOORS = """
/desk/audit/        GET   audit
/desk/audit/export  GET   audit
/desk/audit/seals   POST  audit
"""
