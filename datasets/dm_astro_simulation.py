"""Draws a simulated dm-astro set from the parameters beside this file.

The same recipe as DmAstroSimulation in src/DarkMachines.Data, with NumPy's generator: the two agree in distribution,
not row by row. Features are the log10 of E_peak/GeV, beta, sigma_d and beta_rel; label 0 is astro, 1 is dm.
"""
import json
from pathlib import Path

import numpy as np

PARAMETERS = Path(__file__).with_name("dm-astro-populations.json")
SIGNIFICANCE, RELATIVE_ERROR = 2, 3


def load(path=PARAMETERS):
    return json.loads(Path(path).read_text(encoding="utf-8"))


def draw(parameters, rng):
    """One set of the published size: features (rows x 4), labels and the population's name of each row."""
    populations = parameters["populations"]
    blocks = [draw_population(parameters, p, rng) for p in populations] + [draw_dark_matter(parameters, rng)]
    names = [p["name"] for p in populations] + ["DM"]
    population = np.repeat(names, [len(block) for block in blocks])
    return np.vstack(blocks), (population == "DM").astype(int), population


def draw_population(parameters, population, rng):
    rows = draw_mixture(population["mixture"], population["rows"], rng)
    rows[:, SIGNIFICANCE] = significance(rows[:, SIGNIFICANCE], parameters)
    return rows


def draw_dark_matter(parameters, rng):
    dm = parameters["darkMatter"]
    rows = np.empty((dm["rows"], 4))
    rows[:, :2] = draw_trapezoid(dm["trapezoid"], len(rows), rng)
    rows[:, SIGNIFICANCE] = significance(draw_mixture(dm["significance"], len(rows), rng)[:, 0], parameters)
    edges = [np.log10(b["fromEnergy"]) if b["fromEnergy"] > 0 else -np.inf for b in dm["relativeErrors"]]
    bins = np.searchsorted(edges, rows[:, 0], side="right") - 1
    for i, energy_bin in enumerate(dm["relativeErrors"]):
        inside = bins == i
        rows[inside, RELATIVE_ERROR] = draw_mixture(energy_bin["mixture"], inside.sum(), rng)[:, 0]
    return rows


def draw_trapezoid(shape, count, rng):
    """Points between two lines in (log10 E, log10 beta): uniform in height, denser in E where it is higher."""
    low, high = np.log10(shape["lowestEnergy"]), np.log10(shape["highestEnergy"])
    points = np.empty((0, 2))
    while len(points) < count:
        x = rng.uniform(low, high, count)
        height = trapezoid_height(shape, x)
        tallest = max(trapezoid_height(shape, low), trapezoid_height(shape, high))
        kept = rng.uniform(size=count) < (height / tallest) ** shape["heightPower"]
        bottom = shape["lowerSlope"] * x + shape["lowerIntercept"]
        y = bottom + height * rng.uniform(size=count)
        points = np.vstack([points, np.column_stack([x, y])[kept]])
    return points[:count]


def trapezoid_height(shape, x):
    slope = shape["upperSlope"] - shape["lowerSlope"]
    return slope * x + shape["upperIntercept"] - shape["lowerIntercept"]


def draw_mixture(mixture, count, rng):
    """Rows of a Gaussian mixture; a row outside the bounds is drawn again."""
    components, lower, upper = mixture["components"], mixture["lower"], mixture["upper"]
    weights = np.array([c["weight"] for c in components])
    means = np.array([c["mean"] for c in components])
    factors = np.linalg.cholesky([c["covariance"] for c in components])
    rows = np.empty((0, len(lower)))
    while len(rows) < count:
        which = rng.choice(len(weights), size=count, p=weights / weights.sum())
        normal = rng.standard_normal((count, len(lower)))
        drawn = means[which] + np.einsum("nij,nj->ni", factors[which], normal)
        rows = np.vstack([rows, drawn[((drawn >= lower) & (drawn <= upper)).all(axis=1)]])
    return rows[:count]


def significance(distance, parameters):
    """log10 sigma_d from the log10 of its distance to the offset below the detection threshold."""
    return np.log10(parameters["significanceOffset"] + 10**distance)
