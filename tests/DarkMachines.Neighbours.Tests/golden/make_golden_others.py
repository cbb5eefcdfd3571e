#!/usr/bin/env python3
"""Records what scikit-learn answers on metrics, outlier factors and density ratios: writes others.json beside this file.

Run it again only to change the inputs; neither building nor testing needs Python.
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.neighbors import LocalOutlierFactor, NearestNeighbors
from sklearn.preprocessing import StandardScaler


def draw(seed, columns, rows, queries, offset=0):
    """Correlated columns of different units: the inputs are float32, the answers are computed in float64."""
    random = np.random.default_rng(seed)
    mix = np.eye(columns) + 0.4 * random.normal(size=(columns, columns))
    units = np.geomspace(0.1, 50, columns)
    return tuple(
        ((random.normal(size=(n, columns)) * width) @ mix * units + offset).astype("f4").astype("f8")
        for n, width in ((rows, 1), (queries, 1.5)))


def inputs(values):
    """In the fewest digits that float32 needs."""
    return [float(str(value)) for value in values.astype("f4").ravel()]


def distances(metric, train, query, neighbours):
    if metric == "mahalanobis":
        inverse = np.linalg.inv(np.cov(train.T, ddof=0))
        search = NearestNeighbors(n_neighbors=neighbours, metric=metric, metric_params={"VI": inverse}, algorithm="brute")
    else:
        scaler = StandardScaler().fit(train)
        train, query = scaler.transform(train), scaler.transform(query)
        search = NearestNeighbors(n_neighbors=neighbours, metric=metric, algorithm="brute")
    return search.fit(train).kneighbors(query)[0]


def of_metric(seed, metric, columns, neighbours):
    train, query = draw(seed, columns, rows=150, queries=25)
    found = distances(metric, train, query, neighbours)
    return {
        "metric": metric, "columns": columns, "neighbours": neighbours, "train": inputs(train), "query": inputs(query),
        "kthDistances": found[:, -1].tolist(), "meanDistances": found.mean(axis=1).tolist(),
    }


def of_lof(seed, columns, neighbours, standardise, offset):
    train, query = draw(seed, columns, rows=120, queries=25, offset=offset)
    scaler = StandardScaler(with_mean=standardise, with_std=standardise).fit(train)
    model = LocalOutlierFactor(neighbours, novelty=True).fit(scaler.transform(train))
    return {
        "columns": columns, "neighbours": neighbours, "standardise": standardise, "train": inputs(train),
        "query": inputs(query), "trainingScores": (-model.negative_outlier_factor_).tolist(),
        "scores": (-model.score_samples(scaler.transform(query))).tolist(),
    }


def of_ratio(seed, columns, neighbours):
    first, query = draw(seed, columns, rows=90, queries=25)
    second = draw(seed + 100, columns, rows=60, queries=1)[0]
    scaler = StandardScaler().fit(np.concatenate([first, second]))

    def kth(sample):
        search = NearestNeighbors(n_neighbors=neighbours, algorithm="brute").fit(scaler.transform(sample))
        return search.kneighbors(scaler.transform(query))[0][:, -1]

    ratios = columns * (np.log(kth(first)) - np.log(kth(second))) + np.log(len(first) / len(second))
    shares = 1 / (1 + np.exp(-ratios) * len(first) / len(second))
    return {
        "columns": columns, "neighbours": neighbours, "first": inputs(first), "second": inputs(second),
        "query": inputs(query), "logRatios": ratios.tolist(), "shares": shares.tolist(),
    }


golden = {
    "madeWith": f"scikit-learn {sklearn.__version__}",
    "metrics": [
        of_metric(1, "manhattan", columns=3, neighbours=4), of_metric(2, "manhattan", columns=10, neighbours=7),
        of_metric(3, "mahalanobis", columns=4, neighbours=5), of_metric(4, "mahalanobis", columns=9, neighbours=3),
        of_metric(5, "euclidean", columns=9, neighbours=6),
    ],
    "lof": [
        of_lof(11, columns=2, neighbours=20, standardise=True, offset=0), of_lof(12, columns=9, neighbours=7, standardise=True, offset=0),
        of_lof(13, columns=3, neighbours=5, standardise=False, offset=0), of_lof(14, columns=10, neighbours=10, standardise=True, offset=1000),
    ],
    "ratios": [of_ratio(21, columns=2, neighbours=5), of_ratio(22, columns=9, neighbours=3)],
}
pathlib.Path(__file__).with_name("others.json").write_text(json.dumps(golden, separators=(",", ":")).replace("{", "\n{") + "\n")
