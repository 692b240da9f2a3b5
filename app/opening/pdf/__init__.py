"""PDFs into documents: the characters of each page become lines, columns, paragraphs, one text."""
