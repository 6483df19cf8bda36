"""The pictures: one application's story, what gets answered, what silence means, what a check brings."""
