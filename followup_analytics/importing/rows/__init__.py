"""Rows become applications and events; no row without an account."""
