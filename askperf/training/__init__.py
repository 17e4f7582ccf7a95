"""Training: from examples to the model in `knowledge/model`. Needs the extra `training`.

`examples`, `matching`, `folds` and `sources` do without numpy.
"""
