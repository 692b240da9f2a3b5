"""How the tagger of attributions is made: `python -m app.analysis.training --help`.

Needs the packages of the dependency group `training` in pyproject.toml, which neither the program
nor its tests do. `corpus` reads the annotated articles, `batches` cuts them into windows,
`network` is the network, `teach` trains it, `evaluation` scores it on held-out articles, and
`export` and `finishing` make the files that ship.
"""
