"""A source becomes grids of text; what is damaged in it is a problem."""
