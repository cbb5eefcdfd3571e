#!/usr/bin/env python3
"""Records what scikit-learn answers, for the tests to compare with: writes knn.json beside this file.

Run it again only to change the inputs; neither building nor testing needs Python.
"""
import json
import math
import pathlib

import numpy as np
import sklearn
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.preprocessing import StandardScaler

DISTINCT_UNITS = {2: [1, 50], 3: [1, 50, 0.02], 12: [1, 50, 0.02, 7, 1, 300, 2, 2, 0.5, 11, 1, 90]}


def case(seed, columns, classes, rows, queries, neighbours, standardise, offset):
    random = np.random.default_rng(seed)
    units = np.array(DISTINCT_UNITS[columns])
    centres = random.normal(size=(classes, columns))
    labels = random.integers(classes, size=rows)
    # The inputs are float32, as the plugin reads them; the answers are computed in float64.
    train = ((centres[labels] + random.normal(size=(rows, columns))) * units + offset).astype("f4").astype("f8")
    query = ((random.normal(size=(queries, columns)) * 1.5) * units + offset).astype("f4").astype("f8")

    scaler = StandardScaler(with_mean=standardise, with_std=standardise).fit(train)
    distances, _ = NearestNeighbors(n_neighbors=neighbours, algorithm="brute").fit(scaler.transform(train)).kneighbors(
        scaler.transform(query))
    radius = distances[:, -1]
    log_ball = columns / 2 * math.log(math.pi) - math.lgamma(columns / 2 + 1)
    log_scale = np.log(scaler.scale_).sum() if standardise else 0.0
    log_density = math.log(neighbours) - math.log(rows) - log_ball - columns * np.log(radius) - log_scale

    def shares(weights):
        model = KNeighborsClassifier(neighbours, weights=weights, algorithm="brute")
        return model.fit(scaler.transform(train), labels).predict_proba(scaler.transform(query))

    return {
        "columns": columns, "classes": classes, "neighbours": neighbours, "standardise": standardise,
        "train": train.ravel().tolist(), "labels": labels.tolist(), "query": query.ravel().tolist(),
        "kthDistances": radius.tolist(), "logDensities": log_density.tolist(),
        "shares": shares("uniform").ravel().tolist(), "distanceWeightedShares": shares("distance").ravel().tolist(),
    }


cases = [
    case(1, columns=2, classes=2, rows=80, queries=40, neighbours=5, standardise=False, offset=0),
    case(2, columns=3, classes=3, rows=60, queries=40, neighbours=7, standardise=True, offset=0),
    case(3, columns=3, classes=3, rows=60, queries=10, neighbours=60, standardise=True, offset=1000),
    case(4, columns=12, classes=4, rows=150, queries=40, neighbours=10, standardise=True, offset=0),
]
golden = {"madeWith": f"scikit-learn {sklearn.__version__}", "cases": cases}
pathlib.Path(__file__).with_name("knn.json").write_text(json.dumps(golden, separators=(",", ":")).replace("{", "\n{") + "\n")
