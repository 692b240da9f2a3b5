"""The library: every reading, its marks and the reader's own work, in one SQLite file.

`library.Library` is the whole surface. `schema` declares the tables, `migrations` brings older
files up to them, `sqlite` holds every piece of SQL that only SQLite knows. Importing SQLAlchemy
takes a quarter of a second, so nothing here is imported before the first paint.
"""
