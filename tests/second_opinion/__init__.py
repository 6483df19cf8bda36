"""A slow, plain reading of the follow-up rules, event by event, that the package must agree with."""
