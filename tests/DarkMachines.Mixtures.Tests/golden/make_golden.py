"""Records scikit-learn's answers on small fixed inputs, for the tests to compare with.

Run by hand when a case is added:  /usr/bin/python3 make_golden.py
Recorded with scikit-learn 1.2.1, NumPy 1.24.2.  Inputs are rounded to single precision first.
"""
import json
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.mixture import GaussianMixture

HERE = Path(__file__).parent
COLUMNS = 3


def single(array):
    return np.asarray(array, dtype=np.float32).astype(float)


def rows(rng, centres, count):
    mix = np.eye(COLUMNS) + 0.4 * rng.normal(size=(COLUMNS, COLUMNS))
    x = centres[np.arange(count) % len(centres)] + rng.normal(size=(count, COLUMNS)) @ mix
    # Standardised, so that scikit-learn's reg_covar means the same as our variance floor.
    return single((x - x.mean(0)) / x.std(0))


rng = np.random.default_rng(1)
train = rows(rng, 6 * rng.normal(size=(3, COLUMNS)), 240)
query = single(2 * rng.normal(size=(12, COLUMNS)))
golden = {"rows": train.tolist(), "query": query.tolist()}
for form in ("full", "diag", "tied"):
    def fit(components):
        return GaussianMixture(components, covariance_type=form, tol=1e-10, max_iter=5000, n_init=10, random_state=1).fit(train)

    model = fit(3)
    golden[form] = {
        "weights": sorted(model.weights_.tolist()),
        "meanLogLikelihood": model.score(train),
        "logDensities": model.score_samples(query).tolist(),
        "bic": [fit(k).bic(train) for k in range(1, 5)],
    }
means = KMeans(3, n_init=20, tol=0, random_state=1).fit(train)
golden["kMeans"] = {
    "inertia": means.inertia_,
    "centres": sorted(means.cluster_centers_.tolist()),
    "distances": means.transform(query).min(1).tolist(),
}
(HERE / "mixtures.json").write_text(json.dumps(golden).replace('], "', '],\n"') + "\n")
