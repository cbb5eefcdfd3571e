#!/usr/bin/env python3
"""Records what scikit-learn answers, for the tests to compare with: writes kde.json beside this file.

Run it again only to change the inputs; neither building nor testing needs Python.
"""
import json
import math
import pathlib

import numpy as np
import sklearn
from sklearn.neighbors import KernelDensity


def inputs(values):
    """In the fewest digits that float32 needs."""
    return [float(str(value)) for value in values.astype("f4").ravel()]


def case(seed, kernel, rule, covariance, columns, rows, offset=0, weighted=False, bandwidth=None):
    random = np.random.default_rng(seed)
    mix = np.eye(columns) + 0.3 * random.normal(size=(columns, columns))
    units = np.geomspace(0.1, 50, columns)
    # The inputs are float32, as the plugin reads them; the answers are computed in float64.
    train = (random.normal(size=(rows, columns)) @ mix * units + offset).astype("f4").astype("f8")
    query = 1.3 * random.normal(size=(24, columns)) @ mix * units + offset
    query[-4:] += 40 * units  # far out
    query = query.astype("f4").astype("f8")
    weights = random.integers(1, 5, size=rows).astype("f8") if weighted else np.ones(rows)

    mean = np.average(train, axis=0, weights=weights)
    spread = np.cov(train.T, aweights=weights, ddof=0).reshape(columns, columns)
    factor = np.linalg.cholesky(spread if covariance == "full" else np.diag(np.diag(spread)))
    count = weights.sum() ** 2 / (weights**2).sum()
    width = bandwidth or (count if rule == "scott" else count * (columns + 2) / 4) ** (-1 / (columns + 4))

    def whiten(values):
        return np.linalg.solve(factor, (values - mean).T).T

    radius = width * (math.sqrt(columns + 4) if kernel == "epanechnikov" else 1)
    # One leaf: between the nodes of its tree scikit-learn's bounds lose digits in the tails, and leave a remainder of 1e-16
    # where an Epanechnikov kernel is zero.
    model = KernelDensity(bandwidth=radius, kernel=kernel, leaf_size=rows).fit(whiten(train), sample_weight=weights)
    log_density = model.score_samples(whiten(query)) - np.log(np.diag(factor)).sum()
    return {
        "kernel": kernel, "rule": rule, "covariance": covariance, "bandwidth": bandwidth, "columns": columns,
        "train": inputs(train), "weights": inputs(weights) if weighted else None, "query": inputs(query),
        "logDensities": [None if math.isinf(value) else value for value in log_density.tolist()],
    }


cases = [
    case(1, "gaussian", "scott", "diagonal", columns=1, rows=50),
    case(2, "gaussian", "silverman", "diagonal", columns=3, rows=100, offset=1000),
    case(3, "gaussian", "scott", "full", columns=4, rows=120),
    case(4, "gaussian", "scott", "diagonal", columns=9, rows=90, weighted=True),
    case(5, "gaussian", "scott", "full", columns=2, rows=70, bandwidth=0.05),
    case(6, "epanechnikov", "silverman", "diagonal", columns=2, rows=60),
    case(7, "epanechnikov", "scott", "full", columns=5, rows=100, weighted=True),
]
golden = {"madeWith": f"scikit-learn {sklearn.__version__}", "cases": cases}
pathlib.Path(__file__).with_name("kde.json").write_text(json.dumps(golden, separators=(",", ":")).replace("{", "\n{") + "\n")
