"""The tasks of ForestsBenchmark, done by scikit-learn and XGBoost."""
import xgboost
from peer import array, serve
from sklearn.ensemble import ExtraTreesClassifier, IsolationForest, RandomForestClassifier
from sklearn.metrics import roc_auc_score

COLUMNS = 28
ISOLATION_COLUMNS = 16
train, test = array("train", COLUMNS), array("test", COLUMNS)
train_labels, test_labels = array("train-labels").astype(int), array("test-labels").astype(int)


def area(model):
    return roc_auc_score(test_labels, model.predict_proba(test)[:, 1])


def fit(make):
    return lambda: make().fit(train, train_labels), area


serve({
    "sklearn-forest": fit(lambda: RandomForestClassifier(100, n_jobs=1)),
    "sklearn-forest-10": fit(lambda: RandomForestClassifier(100, max_depth=10, n_jobs=1)),
    "sklearn-extra-trees": fit(lambda: ExtraTreesClassifier(100, n_jobs=1)),
    "xgboost-forest-10": fit(lambda: xgboost.XGBRFClassifier(
        n_estimators=100, max_depth=10, subsample=0.632, colsample_bynode=5 / COLUMNS, tree_method="hist", n_jobs=1)),
    "xgboost-boosting": fit(lambda: xgboost.XGBClassifier(n_estimators=100, tree_method="hist", n_jobs=1)),
})
