"""`onetext text ...`: the single text, its drafts, and its ways in and out."""
