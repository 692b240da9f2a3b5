"""One script a revision; each freezes what the tables were then, so none imports the schema."""
