"""The tasks of MixturesBenchmark, done by scikit-learn."""
import warnings

from peer import array, serve
from sklearn.mixture import GaussianMixture

warnings.filterwarnings("ignore")
rows = array("rows", 20).astype(float)


def mixture(form):
    return GaussianMixture(10, covariance_type=form, tol=0, max_iter=20, random_state=1)


def fit(form):
    return lambda: mixture(form).fit(rows), lambda model: model.score(rows)


fitted = mixture("full").fit(rows)
serve({
    "sklearn-full": fit("full"),
    "sklearn-diagonal": fit("diag"),
    "sklearn-tied": fit("tied"),
    "sklearn-score": (lambda: fitted.score_samples(rows), lambda densities: densities.mean()),
})
