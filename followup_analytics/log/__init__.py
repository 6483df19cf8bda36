"""The log of a job search: four tidy tables, checked once, never changed."""
