"""Records scikit-learn's and SciPy's answers on small fixed inputs, for the tests to compare with.

Run by hand when a case is added:  /usr/bin/python3 make_golden.py [dm_astro_training_set.txt]
Recorded with scikit-learn 1.2.1, SciPy 1.10.1, NumPy 1.24.2.  Inputs are rounded to single precision first.
With the path of the dm-astro training set (columns E_peak, beta, sigma, beta_rel, label), its fits are recorded too.
"""
import json
import sys
from pathlib import Path

import numpy as np
from scipy.stats import multivariate_normal
from sklearn.covariance import MinCovDet
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, log_loss
from sklearn.naive_bayes import GaussianNB
from sklearn.svm import OneClassSVM

HERE = Path(__file__).parent


def numbers(array):
    return np.asarray(array, dtype=float).tolist()


def write(name, **content):
    text = json.dumps({k: numbers(v) for k, v in content.items()}, indent=None)
    (HERE / f"{name}.json").write_text(text.replace('], "', '],\n"') + "\n")


def single(array):
    return np.asarray(array, dtype=np.float32).astype(float)


def blobs(seed, classes, columns, rows, offset=0.0, scale=1.0, distance=1.0):
    """Normal clouds, correlated alike, around centres of their own; also as many query rows from a wider cloud."""
    rng = np.random.default_rng(seed)
    mix = np.eye(columns) + 0.3 * rng.normal(size=(columns, columns))
    centres = distance * rng.normal(size=(classes, columns))
    labels = np.arange(rows) % classes
    x = single(offset + scale * (centres[labels] + rng.normal(size=(rows, columns)) @ mix))
    query = single(offset + scale * 3 * rng.normal(size=(12, columns)))
    weights = single(rng.uniform(0.1, 3, size=rows))
    return x, labels, weights, query


def fitted(x, labels, c=1.0, weights=None):
    # Not the default solver: lbfgs stops at a relative change of the loss, some 1e-5 away in the coefficients.
    solver = "newton-cholesky" if len(set(labels)) == 2 else "newton-cg"
    return LogisticRegression(C=c, solver=solver, tol=1e-8, max_iter=10_000).fit(x, labels, sample_weight=weights)


def logistic(name, x, labels, query, c, weights=None):
    model = fitted(x, labels, c, weights)
    write(name, c=c, rows=x, labels=labels, weights=[] if weights is None else weights, query=query,
          coefficients=model.coef_, intercepts=model.intercept_, probabilities=model.predict_proba(query))


def naive_bayes(name, x, labels, query, smoothing, weights=None):
    model = GaussianNB(var_smoothing=smoothing).fit(x, labels, sample_weight=weights)
    write(name, smoothing=smoothing, rows=x, labels=labels, weights=[] if weights is None else weights, query=query,
          priors=model.class_prior_, means=model.theta_, variances=model.var_, probabilities=model.predict_proba(query))


def mahalanobis(name, x, query, weights=None):
    mean = np.average(x, axis=0, weights=weights)
    covariance = np.cov(x.T, ddof=0, aweights=weights)
    difference = query - mean
    distances = np.sqrt(np.sum(difference * np.linalg.solve(covariance, difference.T).T, axis=1))
    write(name, rows=x, weights=[] if weights is None else weights, query=query, means=mean, distances=distances,
          logDensities=multivariate_normal(mean, covariance).logpdf(query))


def discriminant(name, x, labels, query):
    model = LinearDiscriminantAnalysis().fit(x, labels)
    write(name, rows=x, labels=labels, weights=[], query=query, probabilities=model.predict_proba(query))


def components(name, x, query, count):
    means, spreads = x.mean(axis=0), x.std(axis=0)
    model = PCA(count).fit((x - means) / spreads)
    standardised = (query - means) / spreads
    left = standardised - model.inverse_transform(model.transform(standardised))
    write(name, rows=x, weights=[], query=query, components=count, shares=model.explained_variance_ratio_,
          directions=model.components_, errors=np.mean(left ** 2, axis=1))


def robust(name, x, query):
    model = MinCovDet(random_state=0).fit(x)
    write(name, rows=x, weights=[], query=query, means=model.location_, inliers=np.flatnonzero(model.support_),
          distances=np.sqrt(model.mahalanobis(query)))


def regression(name, estimator, x, y, query, weights=None, **options):
    model = estimator.fit(x, y, sample_weight=weights)
    write(name, rows=x, values=y, weights=[] if weights is None else weights, query=query, **options,
          coefficients=model.coef_, intercepts=model.intercept_, predictions=model.predict(query))


def one_class(name, x, query, nu, gamma=0, weights=None):
    model = OneClassSVM(nu=nu, gamma=gamma or "scale", tol=1e-10).fit(x, sample_weight=weights)
    write(name, rows=x, weights=[] if weights is None else weights, query=query, nu=nu, gamma=gamma,
          support=len(model.support_), offset=-model.intercept_, scores=-model.decision_function(query))


def dm_astro(path):
    data = np.loadtxt(path, skiprows=1)
    labels = data[:, 4].astype(int)
    for name, columns in (("dm-astro-2", [0, 1]), ("dm-astro-4", [0, 1, 2, 3])):
        x = data[:, columns]
        means, spreads = x.mean(axis=0), x.std(axis=0)
        x = single((x - means) / spreads)
        model = fitted(x, labels)
        write(name, columns=columns, means=means, spreads=spreads, coefficients=model.coef_, intercepts=model.intercept_,
              accuracy=accuracy_score(labels, model.predict(x)), logLoss=log_loss(labels, model.predict_proba(x)))


x, labels, weights, query = blobs(1, classes=2, columns=3, rows=60)
logistic("logistic-binary", x, labels, query, c=1)
logistic("logistic-binary-weighted", x, labels, query, c=0.1, weights=weights)
naive_bayes("bayes-binary", x, labels, query, smoothing=1e-9)
mahalanobis("mahalanobis-plain", x, query)
mahalanobis("mahalanobis-weighted", x, query, weights=weights)

x, labels, weights, query = blobs(2, classes=4, columns=5, rows=100)
logistic("logistic-multinomial", x, labels, query, c=1)
logistic("logistic-multinomial-weighted", x, labels, query, c=10, weights=weights)
naive_bayes("bayes-multinomial", x, labels, query, smoothing=1e-3)
naive_bayes("bayes-multinomial-weighted", x, labels, query, smoothing=1e-9, weights=weights)

x, labels, weights, query = blobs(3, classes=2, columns=2, rows=40, distance=6)
logistic("logistic-separable", x, labels, query, c=1e3)

x, labels, weights, query = blobs(4, classes=2, columns=3, rows=50, offset=1000, scale=np.array([1e-2, 1, 100]))
logistic("logistic-unscaled", x, labels, query, c=1)
mahalanobis("mahalanobis-unscaled", x, query)

x, labels, weights, query = blobs(5, classes=2, columns=20, rows=12)
logistic("logistic-wide", x, labels, query, c=1)

x, labels, weights, query = blobs(6, classes=2, columns=4, rows=60)
discriminant("lda-binary", x, labels, query)
components("pca-plain", x, query, 2)
one_class("svm-plain", x, query, nu=0.5)
one_class("svm-weighted", x, query, nu=0.1, gamma=0.3, weights=weights)

x, labels, weights, query = blobs(7, classes=4, columns=5, rows=100, offset=1000, scale=np.array([1e-2, 1, 100, 1, 1]))
discriminant("lda-multinomial", x, labels, query)
components("pca-unscaled", x, query, 3)

x, labels, weights, query = blobs(8, classes=1, columns=3, rows=80)
x[:20] = single(x[:20] + [8, -9, 10])
robust("mahalanobis-robust", x, query)

x, labels, weights, query = blobs(9, classes=3, columns=6, rows=50)
y = single(np.stack([x @ [1, -2, 0, 0.5, 0, 3] + 7, np.sin(x[:, 0]) + 0.1 * x[:, 1]], axis=1)
           + np.random.default_rng(9).normal(size=(50, 2)))
regression("linear-plain", LinearRegression(), x, y, query)
regression("linear-weighted", LinearRegression(), x, y, query, weights)
regression("ridge-plain", Ridge(alpha=5), x, y, query, alpha=5)
regression("ridge-weighted", Ridge(alpha=0.5), x, y, query, weights, alpha=0.5)
# Given sample weights, these take one value at a time only.
regression("lasso-plain", Lasso(alpha=0.3, tol=1e-13, max_iter=100_000), x, y, query, alpha=0.3)
regression("lasso-weighted", Lasso(alpha=0.1, tol=1e-13, max_iter=100_000), x, y[:, 0], query, weights, alpha=0.1)
regression("elastic-net-plain", ElasticNet(alpha=0.3, l1_ratio=0.7, tol=1e-13, max_iter=100_000), x, y, query, alpha=0.3, ratio=0.7)
regression("elastic-net-weighted", ElasticNet(alpha=0.5, l1_ratio=0.2, tol=1e-13, max_iter=100_000), x, y[:, 0], query, weights, alpha=0.5, ratio=0.2)

if len(sys.argv) > 1:
    dm_astro(sys.argv[1])
