"""Read other tools' exports and data into items: readings to be, and the marks made in them.

The way in is `app.importing.read`. What comes in is untrusted, as in `app.opening`, which makes
documents of the texts and files an export brings along.
"""
