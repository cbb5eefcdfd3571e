"""Records what straightforward NumPy makes of the papers' definitions, for the tests to compare with.

Run by hand when a case is added:  /usr/bin/python3 make_golden.py
Recorded with NumPy 1.24.2.  Inputs are rounded to single precision first.
HBOS: Goldstein and Dengel 2012, with PyOD's smoothing and margin.  ECOD: Li et al. 2022, COPOD: Li et al. 2020, both with
the larger number taken column by column as PyOD does, and the row scored counted among the sample.
"""
import json
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
BINS, SMOOTHING, MARGIN = 10, 0.1, 0.5


def single(array):
    return np.asarray(array, dtype=np.float32).astype(float)


def hbos(train, query):
    scores = np.zeros(len(query))
    for column in range(train.shape[1]):
        mean, spread = train[:, column].mean(), train[:, column].std()
        heights, edges = np.histogram((train[:, column] - mean) / spread, BINS, density=True)
        width = edges[1] - edges[0]
        for row, value in enumerate((query[:, column] - mean) / spread):
            if value < edges[0] - MARGIN * width or value > edges[-1] + MARGIN * width:
                height = heights.min()
            else:
                height = heights[np.clip(np.searchsorted(edges, value, side="right") - 1, 0, BINS - 1)]
            scores[row] -= np.log2(height + SMOOTHING)
    return scores


def tails(train, query):
    left, right = np.zeros(query.shape), np.zeros(query.shape)
    for row in range(len(query)):
        sample = np.vstack([train, query[row]])
        left[row] = -np.log((sample <= query[row]).mean(0))
        right[row] = -np.log((sample >= query[row]).mean(0))
    return left, right


def ecod(train, query):
    return np.maximum(*tails(train, query)).sum(1)


def copod(train, query):
    left, right = tails(train, query)
    skewness = ((train - train.mean(0)) ** 3).mean(0)
    skewed = np.where(skewness < 0, left, right)
    return np.maximum((left + right) / 2, skewed).sum(1)


rng = np.random.default_rng(1)
train = single(np.column_stack([rng.normal(size=150), rng.exponential(size=150), -rng.exponential(size=150) * 1000 + 7]))
# Some rows of the training set itself: numbers that are equal to others.
query = np.vstack([single(3 * train[:10] * rng.normal(size=(10, 3))), train[:10], single([[99, 99, 9e9], [-99, -99, -9e9]])])
golden = {"rows": train.tolist(), "query": query.tolist()} | {f.__name__: f(train, query).tolist() for f in (hbos, ecod, copod)}
(HERE / "histograms.json").write_text(json.dumps(golden).replace('], "', '],\n"') + "\n")
