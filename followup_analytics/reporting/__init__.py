"""What people read: composed from tables, never computed here."""
