"""What one cell's text means; the word lists beside it are data."""
