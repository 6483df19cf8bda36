"""The log tunes the cadence: what the days of silence teach, what each permitted policy is worth, what to keep or change."""
