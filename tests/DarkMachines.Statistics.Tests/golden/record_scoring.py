"""Records scoring.json: areas, working points and DeLong's paired test of drawn scores, with scikit-learn 1.2.1 and numpy.

Run: python3 record_scoring.py > scoring.json
"""
import json

import numpy as np
from scipy.stats import norm
from sklearn.metrics import roc_auc_score, roc_curve

rng = np.random.RandomState(7)
signal = np.arange(600) % 3 == 0
first = np.round(rng.normal(size=600) + 1.2 * signal, 3).astype(np.float32)
second = np.round(rng.normal(size=600) + 0.8 * signal, 1).astype(np.float32)  # many ties
weights = np.round(rng.uniform(0.1, 2, size=600), 3)


def efficiency(scores, at, w=None):
    background, passed, _ = roc_curve(signal, scores, sample_weight=w, drop_intermediate=False)
    return float(np.interp(at, background, passed))


def placements(scores):
    s, b = scores[signal], scores[~signal]
    wins = (s[:, None] > b) + 0.5 * (s[:, None] == b)
    return wins.mean(1), wins.mean(0)


a, b = placements(first), placements(second)
difference = roc_auc_score(signal, first) - roc_auc_score(signal, second)
error = np.sqrt((a[0] - b[0]).var(ddof=1) / signal.sum() + (a[1] - b[1]).var(ddof=1) / (~signal).sum())
print(json.dumps({
    "signal": signal.astype(int).tolist(),
    "first": [round(float(x), 3) for x in first],
    "second": [round(float(x), 3) for x in second],
    "weights": weights.tolist(),
    "weightedArea": roc_auc_score(signal, second, sample_weight=weights),
    "efficiencies": [efficiency(second, at) for at in (0.301, 0.1013, 0.0331)],
    "weightedEfficiencies": [efficiency(second, at, weights) for at in (0.301, 0.1013, 0.0331)],
    "difference": difference,
    "pValue": 2 * norm.sf(abs(difference) / error),
}, separators=(",", ":")))
