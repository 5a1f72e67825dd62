"""The text as `text.md`: Markdown whose brackets name their issue, options and holders; `read_text` and `write_text`."""

from onetext.formats.text.blocks import ReadText, read_text
from onetext.formats.text.write import write_article, write_block, write_content, write_text

__all__ = ["ReadText", "read_text", "write_article", "write_block", "write_content", "write_text"]
