"""The follow-up rules: a catalogue, its settings, and what they ask of a log."""
