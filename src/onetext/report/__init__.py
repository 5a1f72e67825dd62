"""The mediator's brief as data first (`brief`), then as HTML, Markdown, JSON or text for a terminal."""
