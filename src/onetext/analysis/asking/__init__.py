"""What to ask next: what is known of each voter, what questions there are, and what each answer would settle."""
