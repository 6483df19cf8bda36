"""What to write: drafts from what the log knows, and a second pair of eyes on what was written."""
