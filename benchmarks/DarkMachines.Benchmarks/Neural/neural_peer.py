"""Does what DmAstroSpeed does, with scikit-learn."""
import warnings

import numpy as np
from peer import array, serve
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import RepeatedStratifiedKFold
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
rows, labels = array("rows", 4), array("labels").astype(int)


def fits(columns):
    scores, truth = [], []
    for seed, (learnt, asked) in enumerate(RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=1).split(rows, labels)):
        scaler = StandardScaler().fit(rows[learnt, :columns])
        network = MLPClassifier((21,), alpha=0, batch_size=120, learning_rate_init=0.015, max_iter=1000, random_state=seed)
        network.fit(scaler.transform(rows[learnt, :columns]), labels[learnt])
        scores.append(network.predict_proba(scaler.transform(rows[asked, :columns]))[:, 1])
        truth.append(labels[asked])
    return np.concatenate(scores), np.concatenate(truth)


def grade(result):
    return roc_auc_score(result[1], result[0])


serve({f"sklearn-mlp-{columns}": (lambda columns=columns: fits(columns), grade) for columns in (2, 4)})
