"""Documents that are more than text and no web page or PDF: books, office documents, mails."""
