# SPDX-License-Identifier: Apache-2.0
"""Lists of people as officers keep them: which column is which, what a row says, what is wrong with it."""
