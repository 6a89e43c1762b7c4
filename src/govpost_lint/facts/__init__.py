"""What the history of an account shows: pure functions over rows, which know nothing of rules."""
