"""Word files: a text out as .docx and back, and files with tracked changes that anybody wrote.

Reading goes in steps, each a file of this package: `unpacking` opens the archive within hard limits, `safe_xml` parses a
part without ever following it elsewhere, `reading` walks the parts into a `Story`, `views` says what the text is once
every change is accepted or rejected. What is not understood is never left out in silence: `Story.unread` names it and
its place. Writing goes the other way: `sides` lays two texts out as paragraphs, `runs` and `writing` make the parts.
`own` reads back what we wrote.
"""
