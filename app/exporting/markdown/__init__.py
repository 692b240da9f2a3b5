"""A reading as a page of notes in Markdown, made for Obsidian.

`page_of_notes` is the way in. `marked_text` writes the article, `literal` lets no word of it count as
Markdown, and `template` puts everything together: `page.md.jinja`, or the reader's own.
"""
