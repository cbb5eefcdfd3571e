#!/usr/bin/env python3
"""Records what scikit-learn answers, for the tests to compare with: writes forest.json beside this file.

Run it again only to change the inputs; neither building nor testing needs Python.
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeClassifier

FOREST_SEEDS = 40


def draw(random, rows, columns, classes, spread):
    """Classes around centres of their own; float32, as the plugin reads them."""
    centres = np.random.default_rng(99).normal(size=(classes, columns))
    labels = random.integers(classes, size=rows)
    values = centres[labels] + spread * random.normal(size=(rows, columns))
    return np.round(values, 3).astype("f4"), labels


def table(values, labels):
    return {"values": [float(str(value)) for value in values.ravel()], "labels": labels.tolist()}


def tree_case(seed, max_depth, min_leaf_rows, weighted):
    """A single tree that tries all columns leaves nothing to chance but equally good splits."""
    random = np.random.default_rng(seed)
    train = draw(random, 300, 5, 3, 0.9)
    test = draw(random, 200, 5, 3, 0.9)
    weights = random.integers(1, 5, size=300) / 4 if weighted else None
    tree = DecisionTreeClassifier(
        max_depth=max_depth or None, min_samples_leaf=min_leaf_rows, random_state=0).fit(*train, sample_weight=weights)
    return {
        "maxDepth": max_depth, "minLeafRows": min_leaf_rows, "weights": [] if weights is None else weights.tolist(),
        "columns": 5, "classes": 3, "train": table(*train), "test": table(*test),
        "trainProbabilities": tree.predict_proba(train[0]).ravel().round(7).tolist(),
        "testProbabilities": tree.predict_proba(test[0]).ravel().round(7).tolist(),
        "testAccuracy": tree.score(*test),
    }


def forest_case():
    random = np.random.default_rng(11)
    train = draw(random, 400, 5, 2, 2.0)
    test = draw(random, 600, 5, 2, 2.0)
    accuracies, areas = [], []
    for seed in range(FOREST_SEEDS):
        forest = RandomForestClassifier(100, random_state=seed).fit(*train)
        accuracies.append(forest.score(*test))
        areas.append(roc_auc_score(test[1], forest.predict_proba(test[0])[:, 1]))

    def summary(values):
        return {"mean": float(np.mean(values)), "deviation": float(np.std(values, ddof=1))}

    return {
        "columns": 5, "classes": 2, "train": table(*train), "test": table(*test), "seeds": FOREST_SEEDS,
        "accuracy": summary(accuracies), "area": summary(areas),
    }


golden = {
    "madeWith": f"scikit-learn {sklearn.__version__}",
    "trees": [tree_case(1, 0, 1, False), tree_case(2, 4, 10, False), tree_case(3, 3, 15, True)],
    "forest": forest_case(),
}
pathlib.Path(__file__).with_name("forest.json").write_text(json.dumps(golden, separators=(",", ":")).replace("{", "\n{") + "\n")
