"""Findings in words, for Python, command line and notebook."""
