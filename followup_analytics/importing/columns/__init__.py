"""Which sheet, which header row, which column means what."""
