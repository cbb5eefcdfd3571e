"""The tasks of NeighboursBenchmark, done by FAISS and scikit-learn. Answers are left beside the arrays, to be compared."""
import pathlib
import sys

import faiss
import numpy as np
from peer import array, serve
from sklearn.neighbors import KernelDensity, LocalOutlierFactor, NearestNeighbors
from threadpoolctl import threadpool_limits

NEIGHBOURS = 10
threadpool_limits(1)
faiss.omp_set_num_threads(1)


def task(name, columns, work):
    """Only the work on points and queries is timed; the grade is the mean of the answers, which are written down."""
    points, queries = array(f"points-{name}", columns), array(f"queries-{name}", columns)

    def grade(result):
        result.astype("f4").tofile(pathlib.Path(sys.argv[1]) / f"answers-{name}.f4")
        return float(np.mean(result, dtype="f8"))

    return lambda: work(points, queries), grade


def flat(points, queries):
    index = faiss.IndexFlatL2(points.shape[1])
    index.add(points)
    return np.sqrt(index.search(queries, NEIGHBOURS)[0][:, -1])


def search(algorithm):
    return lambda points, queries: NearestNeighbors(
        n_neighbors=NEIGHBOURS, algorithm=algorithm).fit(points).kneighbors(queries)[0][:, -1]


def factors(points, queries):
    return -LocalOutlierFactor(n_neighbors=20, novelty=True).fit(points).score_samples(queries)


def density(points, queries):
    # Bandwidth and spread as ours: the points have about unit spread, so columns are scaled as well.
    spread = points.std(axis=0, dtype="f8")
    count, columns = points.shape
    model = KernelDensity(bandwidth=count ** (-1 / (columns + 4)), rtol=1e-7).fit(points / spread)
    return model.score_samples(queries / spread) - np.log(spread).sum()


serve({
    "faiss-16": task("16", 16, flat),
    "sklearn-brute-16": task("16", 16, search("brute")),
    "faiss-64": task("64", 64, flat),
    "sklearn-kd-tree-3": task("3", 3, search("kd_tree")),
    "sklearn-lof-20": task("20", 20, factors),
    "sklearn-kde-8": task("8", 8, density),
    "sklearn-kde-2": task("2", 2, density),
})
