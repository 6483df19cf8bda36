"""One search: the sheet and all that is kept beside it."""
