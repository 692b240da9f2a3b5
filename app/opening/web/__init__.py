"""Web pages: the article found in a page, its words cleaned, and what the page says of itself."""
