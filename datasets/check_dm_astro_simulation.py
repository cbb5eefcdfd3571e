"""Compares the simulated dm-astro set with the published one and prints a Markdown table.

    python3 check_dm_astro_simulation.py DATA_ROOT

Five-fold cross-validation, repeated twice; the simulation is the mean over three draws. Written with scikit-learn 1.2.1.
"""
import sys
from pathlib import Path

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import RepeatedStratifiedKFold
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import dm_astro_simulation

CLASSIFIERS = {
    "logistic regression": lambda: make_pipeline(StandardScaler(), LogisticRegression()),
    "Gaussian naive Bayes": GaussianNB,
    "random forest, 300 trees": lambda: RandomForestClassifier(300, random_state=1, n_jobs=2),
}
POPULATIONS = ["BLL", "FSRQ", "BCU", "PSR", "DM"]
DRAWS = 3


def main(root):
    parameters = dm_astro_simulation.load()
    rows = np.loadtxt(root / "fermi/dm_astro_training_set.txt", skiprows=1)
    blocks = [p["rows"] for p in parameters["populations"]] + [parameters["darkMatter"]["rows"]]
    real = rows[:, :4], rows[:, 4].astype(int), np.repeat(POPULATIONS, blocks)
    simulated = [dm_astro_simulation.draw(parameters, np.random.default_rng(seed)) for seed in range(DRAWS)]

    print("| classifier | features | data | accuracy | right in " + " | ".join(POPULATIONS) + " |")
    print("| --- | --- | --- |" + " ---: |" * (1 + len(POPULATIONS)))
    for name, make in CLASSIFIERS.items():
        for columns in (2, 4):
            for data, sets in (("real", [real]), ("simulated", simulated)):
                fractions = np.mean([fractions_right(make, columns, *s) for s in sets], axis=0)
                print(f"| {name} | {columns} | {data} | " + " | ".join(f"{f:.3f}" for f in fractions) + " |")


def fractions_right(make, columns, features, labels, population):
    """The accuracy, then the fraction right in each population."""
    right = []
    for train, test in RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=1).split(features, labels):
        model = make().fit(features[train, :columns], labels[train])
        predicted = model.predict(features[test, :columns])
        right += zip(population[test], predicted == labels[test])
    names, correct = (np.array(column) for column in zip(*right))
    return [correct.mean()] + [correct[names == name].mean() for name in POPULATIONS]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
