"""Bibliographies: what reference managers export or keep, and folders of PDFs.

Each reader yields an item or a reason for every entry, in the order of the source.
"""
