"""The tasks of SurrogateSpeed, done by scikit-learn."""
import functools

from peer import array, serve
from sklearn.ensemble import RandomForestClassifier

COLUMNS = 19
SHALLOW_TRAIN_POINTS = 80_000
train, test = array("train", COLUMNS), array("test", COLUMNS)
train_labels, test_labels = array("train-labels").astype(int), array("test-labels").astype(int)


fitted = {}


def fit_deep():
    fitted["deep"] = RandomForestClassifier(9, max_depth=30, max_features=12, n_jobs=1).fit(train, train_labels)
    return fitted["deep"]


def deep():
    """The last one, for a fit takes a minute."""
    return fitted.get("deep") or fit_deep()


@functools.cache
def shallow():
    return RandomForestClassifier(100, max_depth=10, n_jobs=1).fit(train[:SHALLOW_TRAIN_POINTS], train_labels[:SHALLOW_TRAIN_POINTS])


def accuracy(probabilities):
    return ((probabilities[:, 1] > 0.5) == test_labels).mean()


serve({
    "fit-deep": (fit_deep, lambda model: accuracy(model.predict_proba(test))),
    "predict-deep": (lambda: deep().predict_proba(test), accuracy),
    "predict-shallow": (lambda: shallow().predict_proba(test), accuracy),
})
