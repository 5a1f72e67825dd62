"""The text for readers: as lines of spans first (clean, bracketed, compared), then plain, Markdown, HTML."""
