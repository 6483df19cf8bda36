"""The checks of C01-C21: each looks at a message and yields what it finds."""
