#!/usr/bin/env python3
"""Records what scikit-learn answers for regression trees, extra trees, boosting and isolation forests: family.json.

Run it again only to change the inputs; neither building nor testing needs Python.
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.ensemble import (
    ExtraTreesClassifier, HistGradientBoostingClassifier, HistGradientBoostingRegressor, IsolationForest)
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeRegressor

SEEDS = 30
COLUMNS = 4


def numbers(values, digits=7):
    return [float(str(np.float32(round(float(value), digits)))) for value in np.ravel(values)]


def rows(random, count):
    return np.round(random.normal(size=(count, COLUMNS)), 2).astype("f4")


def response(x, random):
    return np.round(np.sin(2 * x[:, 0]) + x[:, 1] * x[:, 2] + 0.1 * random.normal(size=len(x)), 3).astype("f4")


def regression_tree(seed, max_depth, min_leaf_rows):
    random = np.random.default_rng(seed)
    x, test = rows(random, 200), rows(random, 100)
    y = response(x, random)
    tree = DecisionTreeRegressor(max_depth=max_depth, min_samples_leaf=min_leaf_rows, random_state=0).fit(x, y)
    return {
        "maxDepth": max_depth, "minLeafRows": min_leaf_rows, "train": numbers(x), "values": numbers(y), "test": numbers(test),
        "predictions": numbers(tree.predict(test)), "importances": tree.feature_importances_.round(9).tolist(),
    }


def boosted_values():
    """Fewer different values than bins, no limit on leaves: both search the same splits."""
    random = np.random.default_rng(21)
    x, test = np.round(rows(random, 250), 1), np.round(rows(random, 100), 1)
    y = response(x, random)
    model = HistGradientBoostingRegressor(
        max_iter=20, learning_rate=0.2, max_depth=3, max_leaf_nodes=None, min_samples_leaf=10, early_stopping=False).fit(x, y)
    return {"train": numbers(x, 1), "values": numbers(y), "test": numbers(test, 1), "predictions": numbers(model.predict(test))}


def boosted_classes(classes):
    random = np.random.default_rng(22)
    x, test = rows(random, 600), rows(random, 600)
    edges = [0] if classes == 2 else [-0.7, 0.7]
    y, truth = (np.digitize(response(part, random), edges) for part in (x, test))
    model = HistGradientBoostingClassifier(
        max_iter=50, learning_rate=0.1, max_depth=4, max_leaf_nodes=None, min_samples_leaf=5, l2_regularization=1,
        early_stopping=False).fit(x, y)
    return {
        "classes": classes, "train": numbers(x), "labels": y.tolist(), "test": numbers(test), "truth": truth.tolist(),
        "accuracy": model.score(test, truth),
        "logLoss": float(-np.mean(np.log(model.predict_proba(test)[np.arange(len(truth)), truth]))),
    }


def isolation():
    random = np.random.default_rng(23)
    x = rows(random, 500)
    test = np.concatenate([rows(random, 40), 4 * rows(random, 10)])
    scores = np.array([-IsolationForest(random_state=seed).fit(x).score_samples(test) for seed in range(SEEDS)])
    return {
        "train": numbers(x), "test": numbers(test), "seeds": SEEDS,
        "means": scores.mean(axis=0).round(7).tolist(), "deviations": scores.std(axis=0, ddof=1).round(7).tolist(),
    }


def extra_trees():
    random = np.random.default_rng(24)
    x, test = rows(random, 400), rows(random, 400)
    y, truth = (response(part, random) > 0 for part in (x, test))
    areas = [roc_auc_score(truth, ExtraTreesClassifier(100, random_state=seed).fit(x, y).predict_proba(test)[:, 1]) for seed in range(SEEDS)]
    return {
        "train": numbers(x), "labels": y.astype(int).tolist(), "test": numbers(test), "truth": truth.astype(int).tolist(), "seeds": SEEDS,
        "areaMean": float(np.mean(areas)), "areaDeviation": float(np.std(areas, ddof=1)),
    }


golden = {
    "madeWith": f"scikit-learn {sklearn.__version__}",
    "regressionTrees": [regression_tree(11, None, 8), regression_tree(12, 4, 5)],
    "boostedValues": boosted_values(),
    "boostedClasses": [boosted_classes(2), boosted_classes(3)],
    "isolation": isolation(),
    "extraTrees": extra_trees(),
}
pathlib.Path(__file__).with_name("family.json").write_text(json.dumps(golden, separators=(",", ":")).replace('{"', '\n{"') + "\n")
