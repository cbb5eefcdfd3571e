"""The tasks of ForestsBenchmark, done by scikit-learn and XGBoost."""
import functools

import numpy as np
import xgboost
from peer import array, serve
from sklearn.ensemble import ExtraTreesClassifier, IsolationForest, RandomForestClassifier
from sklearn.metrics import roc_auc_score

COLUMNS = 28
ISOLATION_COLUMNS = 16
SINGLE_CALLS = 10_000
seeds = np.random.default_rng()
isolation = array("isolation", ISOLATION_COLUMNS)
train, test = array("train", COLUMNS), array("test", COLUMNS)
train_labels, test_labels = array("train-labels").astype(int), array("test-labels").astype(int)


def area(model):
    return roc_auc_score(test_labels, model.predict_proba(test)[:, 1])


def fit(make):
    return lambda: make().fit(train, train_labels), area


def make_forest_10():
    return xgboost.XGBRFClassifier(
        n_estimators=100, max_depth=10, subsample=0.632, colsample_bynode=5 / COLUMNS, tree_method="hist", n_jobs=1,
        random_state=int(seeds.integers(1 << 30)))


@functools.cache
def forest_10():
    return make_forest_10().fit(train, train_labels)


@functools.cache
def isolation_forest():
    return IsolationForest(n_estimators=100, max_samples=256).fit(isolation)


def predict_one():
    for row in range(SINGLE_CALLS):
        forest_10().get_booster().inplace_predict(test[row:row + 1])


serve({
    "sklearn-forest": fit(lambda: RandomForestClassifier(100, n_jobs=1)),
    "sklearn-forest-10": fit(lambda: RandomForestClassifier(100, max_depth=10, n_jobs=1)),
    "sklearn-extra-trees": fit(lambda: ExtraTreesClassifier(100, n_jobs=1)),
    "xgboost-forest-10": fit(make_forest_10),
    "xgboost-boosting": fit(lambda: xgboost.XGBClassifier(n_estimators=100, tree_method="hist", n_jobs=1)),
    "xgboost-predict": (lambda: forest_10().predict_proba(test)[:, 1], lambda scores: roc_auc_score(test_labels, scores)),
    "xgboost-predict-one": (predict_one, None),
    "sklearn-isolation-fit": (lambda: IsolationForest(n_estimators=100, max_samples=256).fit(isolation), None),
    "sklearn-isolation-score": (lambda: -isolation_forest().score_samples(isolation), lambda scores: scores.mean()),
})
