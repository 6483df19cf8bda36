"""A file becomes a log, a stage per module."""
