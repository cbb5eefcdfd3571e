"""Fits the parameters of the dm-astro simulation and writes dm-astro-populations.json beside this file.

    python3 fit_dm_astro_populations.py DATA_ROOT

DATA_ROOT holds fermi/dm_astro_training_set.txt and fermi/dm_astro_unids.txt. Written with NumPy 1.24 and
scikit-learn 1.2.1; takes under a minute.
Each population is a Gaussian mixture of full covariance in log10 E_peak, log10 beta, log10(sigma_d - offset) and
log10 beta_rel. The number of components, up to MOST_COMPONENTS, is the one with the best likelihood in
cross-validation. The third column measures from an offset just below the detection threshold, where the
distribution of sigma_d has its sharp edge.
"""
import json
import re
import sys
from pathlib import Path

import numpy as np
from sklearn.mixture import GaussianMixture
from sklearn.model_selection import KFold

from dm_astro_simulation import PARAMETERS, trapezoid_height

BLOCKS = {"BLL": 934, "FSRQ": 598, "BCU": 1060, "PSR": 239}
SIGNIFICANCE_OFFSET = 4.0
MOST_COMPONENTS = 6
ENERGY_BINS = [0, 4, 60]  # GeV, lower edges; the paper's bins of beta_rel

# The region of dark-matter fits in (log10 E_peak/GeV, log10 beta), measured on the 10 000 published points.
TRAPEZOID = {
    "lowestEnergy": 0.4144, "highestEnergy": 10920.0,
    "lowerSlope": -0.26627, "lowerIntercept": -0.67658,
    "upperSlope": -0.03277, "upperIntercept": -0.08901,
}


def main(root):
    training = np.loadtxt(root / "fermi/dm_astro_training_set.txt", skiprows=1)
    unidentified = np.loadtxt(root / "fermi/dm_astro_unids.txt", skiprows=1)
    astro = np.split(training[training[:, 4] == 0, :4], np.cumsum(list(BLOCKS.values()))[:-1])
    document = {
        "schema": "darkmachines/dm-astro-populations/1",
        "description": "Gaussian mixtures in log10 E_peak/GeV, log10 beta, log10(sigma_d - significanceOffset) and "
        "log10 beta_rel, and the dark-matter region; fitted by fit_dm_astro_populations.py.",
        "source": "Training set and unidentified sources of MNRAS 520 (2023) 1348",
        "significanceOffset": SIGNIFICANCE_OFFSET,
        "populations": [population(name, rows) for name, rows in zip(BLOCKS, astro)],
        "unidentified": population("unidentified", np.log10(unidentified[:, :4])),
        "darkMatter": dark_matter(training[training[:, 4] == 1, :4]),
    }
    PARAMETERS.write_text(compact_json(document), encoding="utf-8")


def population(name, log_rows):
    return {"name": name, "rows": len(log_rows), "mixture": mixture(transformed(log_rows))}


def dark_matter(log_rows):
    rows = transformed(log_rows)
    edges = [np.log10(e) if e > 0 else -np.inf for e in ENERGY_BINS]
    bins = np.searchsorted(edges, rows[:, 0], side="right") - 1
    return {
        "rows": len(rows),
        "trapezoid": {**TRAPEZOID, "heightPower": height_power(rows[:, 0])},
        "significance": mixture(rows[:, 2:3]),
        "relativeErrors": [
            {"fromEnergy": edge, "mixture": mixture(rows[bins == i, 3:4])} for i, edge in enumerate(ENERGY_BINS)
        ],
    }


def transformed(log_rows):
    rows = log_rows.copy()
    rows[:, 2] = np.log10(10 ** rows[:, 2] - SIGNIFICANCE_OFFSET)
    return rows


def height_power(log_energy):
    """The density in log10 E is the trapezoid's height to this power: 1 would be uniform in area."""
    grid = np.linspace(np.log10(TRAPEZOID["lowestEnergy"]), np.log10(TRAPEZOID["highestEnergy"]), 4001)
    heights, drawn = trapezoid_height(TRAPEZOID, grid), np.log(trapezoid_height(TRAPEZOID, log_energy))
    powers = np.arange(0, 2, 0.01)
    return round(float(max(powers, key=lambda p: p * drawn.mean() - np.log((heights**p).mean()))), 2)


def mixture(rows):
    fits = range(1, MOST_COMPONENTS + 1)
    best = fit(rows, max(fits, key=lambda n: held_out_likelihood(rows, n)))
    order = np.argsort(-best.weights_)
    return {
        "lower": rounded(rows.min(axis=0)),
        "upper": rounded(rows.max(axis=0)),
        "components": [
            {
                "weight": rounded(best.weights_[i]),
                "mean": rounded(best.means_[i]),
                "covariance": rounded(best.covariances_[i]),
            }
            for i in order
        ],
    }


def fit(rows, components):
    return GaussianMixture(components, n_init=10, reg_covar=1e-4, tol=1e-5, max_iter=1000, random_state=1).fit(rows)


def held_out_likelihood(rows, components):
    folds = KFold(5, shuffle=True, random_state=1).split(rows)
    return np.mean([fit(rows[kept], components).score(rows[held_out]) for kept, held_out in folds])


def rounded(values):
    return np.round(values, 5).tolist()


def compact_json(document):
    """Indented JSON with lists of numbers, and the covariances, on one line."""
    text = json.dumps(document, indent=2)
    numbers = r"\[[\s\d.,e+-]*\]"
    text = re.sub(numbers, lambda match: re.sub(r"\s+", " ", match[0]).replace("[ ", "[").replace(" ]", "]"), text)
    matrix = rf"\[\s*\[[^\[\]]*\](,\s*\[[^\[\]]*\])*\s*\]"
    text = re.sub(matrix, lambda match: re.sub(r"\s+", " ", match[0]).replace("[ [", "[[").replace("] ]", "]]"), text)
    return text + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
