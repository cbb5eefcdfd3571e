"""The detectors of DetectorsBenchmark, by scikit-learn; LODA, which it lacks, written out."""
import warnings

import numpy as np
from peer import array, serve
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KernelDensity, LocalOutlierFactor, NearestNeighbors
from sklearn.preprocessing import StandardScaler
from sklearn.svm import OneClassSVM

warnings.filterwarnings("ignore")
rows = array("rows", int(array("shape")[0])).astype(float)
labels = array("labels")
orders = array("orders", len(rows)).astype(int)
HELD = int(np.ceil(0.4 * len(rows)))


def loda(train, test, shift, cuts=100, bins=10):
    """Pevny's histograms of sparse random projections. With shift, a value is looked up one bin above its own."""
    random = np.random.RandomState(1)
    columns = train.shape[1]
    score = np.zeros(len(test))
    for _ in range(cuts):
        direction = random.randn(columns)
        direction[random.permutation(columns)[: columns - int(np.sqrt(columns))]] = 0
        counts, edges = np.histogram(train @ direction, bins=bins)
        share = (counts + 1e-12) / (counts + 1e-12).sum()
        place = np.clip(np.searchsorted(edges, test @ direction, side="right") - 1 + shift, 0, bins - 1)
        score -= np.log(share[place])
    return score


def detector(score):
    def work():
        answers = []
        for order in orders:
            train, test = rows[order[HELD:]], rows[order[:HELD]]
            scale = StandardScaler().fit(train)
            answers.append(score(scale.transform(train), scale.transform(test)))
        return answers

    def grade(answers):
        return float(np.mean([roc_auc_score(labels[order[:HELD]], scores) for order, scores in zip(orders, answers)]))

    return work, grade


serve({
    "lof": detector(lambda train, test: -LocalOutlierFactor(20, novelty=True).fit(train).score_samples(test)),
    "knn": detector(lambda train, test: NearestNeighbors(n_neighbors=5).fit(train).kneighbors(test)[0][:, -1]),
    "isolation-forest": detector(lambda train, test: -IsolationForest(random_state=1).fit(train).score_samples(test)),
    "one-class-svm": detector(lambda train, test: -OneClassSVM().fit(train).score_samples(test)),
    "gaussian-mixture": detector(lambda train, test: -GaussianMixture(1).fit(train).score_samples(test)),
    "kde": detector(lambda train, test: -KernelDensity(bandwidth=1.0).fit(train).score_samples(test)),
    "loda": detector(lambda train, test: loda(train, test, 0)),
    "loda-shifted": detector(lambda train, test: loda(train, test, 1)),
})
