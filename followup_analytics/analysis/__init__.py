"""What happened to the messages of a search, with honest intervals: knows the log, not the rules."""
