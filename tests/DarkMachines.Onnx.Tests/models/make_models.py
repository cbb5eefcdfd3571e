"""Writes the small models of the tests, as Python users export them, and what Python answers for a few rows.

    python3 make_models.py

Written with PyTorch 1.13, scikit-learn 1.2.1, NumPy 1.24 and onnx 1.12. The PyTorch files are written by PyTorch's own
exporter. scikit-learn's are built here, operator by operator, in the way that skl2onnx writes them.
"""
import io
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from sklearn.linear_model import LogisticRegression
from sklearn.mixture import GaussianMixture
from sklearn.neural_network import MLPRegressor
from sklearn.preprocessing import StandardScaler
from sklearn.svm import OneClassSVM
from sklearn.tree import DecisionTreeRegressor
from torch import nn

HERE = Path(__file__).parent
COLUMNS = 3
random = np.random.default_rng(5)
TRAIN = (random.normal(size=(60, COLUMNS)) * [1, 5, 0.2] + [0, 10, 1]).astype(np.float32)
ROWS = (random.normal(size=(7, COLUMNS)) * [1, 5, 0.2] + [0, 10, 1]).astype(np.float32)
LABELS = (TRAIN[:, 0] + 0.1 * TRAIN[:, 1] > 1).astype(int)
expected = {}


def main():
    warnings.simplefilter("ignore")
    torch.manual_seed(1)
    string_labels()
    scikit_autoencoder()
    one_class_svm()
    mixture_without_density()
    regression_tree()
    input_per_column()
    float64_input()
    torch_models()
    external_data()
    document = {"rows": ROWS.astype(float).round(7).tolist(), "answers": expected}
    (HERE / "expected.json").write_text(json.dumps(document, indent=1) + "\n")


def string_labels():
    model = LogisticRegression().fit(TRAIN, np.where(LABELS == 1, "signal", "background"))
    classes = [str(c) for c in model.classes_]
    nodes = [
        helper.make_node(
            "LinearClassifier", ["X"], ["label", "probability_tensor"], domain="ai.onnx.ml",
            classlabels_strings=classes, coefficients=np.vstack([-model.coef_, model.coef_]).ravel().tolist(),
            intercepts=np.concatenate([-model.intercept_, model.intercept_]).tolist(), multi_class=1, post_transform="LOGISTIC",
        ),
        helper.make_node("Normalizer", ["probability_tensor"], ["probabilities"], domain="ai.onnx.ml", norm="L1"),
        helper.make_node("ZipMap", ["probabilities"], ["output_probability"], domain="ai.onnx.ml", classlabels_strings=classes),
    ]
    zipped = onnx.TypeProto()
    zipped.sequence_type.elem_type.map_type.key_type = TensorProto.STRING
    zipped.sequence_type.elem_type.map_type.value_type.tensor_type.elem_type = TensorProto.FLOAT
    outputs = [
        helper.make_tensor_value_info("label", TensorProto.STRING, [None]),
        helper.make_value_info("output_probability", zipped),
    ]
    save("skl_string_labels", nodes, [matrix("X")], outputs, {})
    expected["skl_string_labels"] = model.predict_proba(ROWS).tolist()


def scikit_autoencoder():
    scaler = StandardScaler().fit(TRAIN)
    model = MLPRegressor((2,), activation="relu", max_iter=200, random_state=0).fit(scaler.transform(TRAIN), TRAIN)
    nodes = [
        helper.make_node("Scaler", ["X"], ["variable"], domain="ai.onnx.ml", offset=scaler.mean_.tolist(), scale=(1 / scaler.scale_).tolist()),
        helper.make_node("MatMul", ["variable", "coefficient"], ["mul_result"]),
        helper.make_node("Add", ["mul_result", "intercepts"], ["add_result"]),
        helper.make_node("Relu", ["add_result"], ["next_activations"]),
        helper.make_node("MatMul", ["next_activations", "coefficient1"], ["mul_result1"]),
        helper.make_node("Add", ["mul_result1", "intercepts1"], ["add_result1"]),
        helper.make_node("Reshape", ["add_result1", "shape"], ["reconstruction"]),
    ]
    weights = {
        "coefficient": model.coefs_[0], "intercepts": model.intercepts_[0][None, :],
        "coefficient1": model.coefs_[1], "intercepts1": model.intercepts_[1][None, :],
        "shape": np.array([-1, 1], np.int64),
    }
    save("skl_autoencoder", nodes, [matrix("X")], [matrix("reconstruction", 1)], weights)
    restored = model.predict(scaler.transform(ROWS))
    expected["skl_autoencoder"] = (((ROWS - restored) / scaler.scale_) ** 2).mean(axis=1, keepdims=True).tolist()


def one_class_svm():
    model = OneClassSVM(gamma=0.1, nu=0.2).fit(TRAIN)
    nodes = [
        helper.make_node(
            "SVMRegressor", ["X"], ["scores"], domain="ai.onnx.ml", kernel_type="RBF", kernel_params=[0.1, 0.0, 3.0],
            n_supports=len(model.support_), support_vectors=model.support_vectors_.ravel().tolist(),
            coefficients=model.dual_coef_.ravel().tolist(), rho=model.intercept_.tolist(), post_transform="NONE",
        ),
        helper.make_node("Sign", ["scores"], ["signs"]),
        helper.make_node("Cast", ["signs"], ["label"], to=TensorProto.INT64),
    ]
    outputs = [helper.make_tensor_value_info("label", TensorProto.INT64, [None, 1]), matrix("scores", 1)]
    save("skl_one_class_svm", nodes, [matrix("X")], outputs, {})
    expected["skl_one_class_svm"] = (-model.decision_function(ROWS))[:, None].tolist()


def mixture_without_density():
    model = GaussianMixture(2, random_state=0).fit(TRAIN)
    nodes, squares = [], []
    weights = {"constant": np.array(COLUMNS * np.log(2 * np.pi)), "half": np.array(-0.5)}
    for k, (mean, factor) in enumerate(zip(model.means_, model.precisions_cholesky_)):
        weights[f"factor{k}"], weights[f"offset{k}"] = factor, -mean @ factor
        nodes.append(helper.make_node("Gemm", ["X", f"factor{k}", f"offset{k}"], [f"z{k}"]))
        nodes.append(helper.make_node("ReduceSumSquare", [f"z{k}"], [f"square{k}"], axes=[1], keepdims=1))
        squares.append(f"square{k}")
    determinants = np.array([np.log(np.diag(f)).sum() for f in model.precisions_cholesky_])
    weights["shift"] = determinants + np.log(model.weights_)
    nodes += [
        helper.make_node("Concat", squares, ["squares"], axis=1),
        helper.make_node("Add", ["squares", "constant"], ["exponents"]),
        helper.make_node("Mul", ["exponents", "half"], ["halves"]),
        helper.make_node("Add", ["halves", "shift"], ["weighted"]),
        helper.make_node("ReduceLogSumExp", ["weighted"], ["normaliser"], axes=[1], keepdims=1),
        helper.make_node("ArgMax", ["weighted"], ["label"], axis=1),
        helper.make_node("Sub", ["weighted", "normaliser"], ["log_responsibilities"]),
        helper.make_node("Exp", ["log_responsibilities"], ["probabilities"]),
    ]
    outputs = [helper.make_tensor_value_info("label", TensorProto.INT64, [None, 1]), matrix("probabilities", 2)]
    save("skl_mixture", nodes, [matrix("X")], outputs, weights)
    expected["skl_mixture"] = (-model.score_samples(ROWS))[:, None].tolist()


def regression_tree():
    model = DecisionTreeRegressor(max_depth=3, random_state=0).fit(TRAIN, TRAIN[:, 1] ** 2)
    tree = model.tree_
    nodes = list(range(tree.node_count))
    leaves = [n for n in nodes if tree.children_left[n] < 0]
    # Rows are float32: a float64 threshold is cut to the next float32 below.
    thresholds = tree.threshold.astype(np.float32)
    thresholds = np.where(thresholds > tree.threshold, np.nextafter(thresholds, np.float32(-np.inf)), thresholds)
    node = helper.make_node(
        "TreeEnsembleRegressor", ["X"], ["variable"], domain="ai.onnx.ml", n_targets=1, post_transform="NONE",
        nodes_treeids=[0] * len(nodes), nodes_nodeids=nodes, nodes_featureids=[max(0, int(f)) for f in tree.feature],
        nodes_values=thresholds.tolist(), nodes_modes=["LEAF" if n in leaves else "BRANCH_LEQ" for n in nodes],
        nodes_truenodeids=[max(0, int(c)) for c in tree.children_left], nodes_falsenodeids=[max(0, int(c)) for c in tree.children_right],
        target_treeids=[0] * len(leaves), target_nodeids=leaves, target_ids=[0] * len(leaves),
        target_weights=[float(tree.value[n].item()) for n in leaves],
    )
    save("skl_regression_tree", [node], [matrix("X")], [matrix("variable", 1)], {})
    expected["skl_regression_tree"] = model.predict(ROWS)[:, None].tolist()


def input_per_column():
    names = ["energy", "count", "width"]
    inputs = [
        helper.make_tensor_value_info("energy", TensorProto.FLOAT, [None, 1]),
        helper.make_tensor_value_info("count", TensorProto.INT64, [None, 1]),
        helper.make_tensor_value_info("width", TensorProto.DOUBLE, [None, 1]),
    ]
    weights = {"w": np.array([[0.5], [-0.1], [2.0]]), "b": np.array([0.25])}
    nodes = [helper.make_node("Cast", [n], [f"{n}_float"], to=TensorProto.FLOAT) for n in names] + [
        helper.make_node("Concat", [f"{n}_float" for n in names], ["X"], axis=1),
        helper.make_node("Gemm", ["X", "w", "b"], ["z"]),
        helper.make_node("Sigmoid", ["z"], ["probability"]),
    ]
    save("input_per_column", nodes, inputs, [matrix("probability", 1)], weights)
    cut = np.stack([ROWS[:, 0], np.trunc(ROWS[:, 1]), ROWS[:, 2]], axis=1)
    p = 1 / (1 + np.exp(-(cut @ weights["w"] + weights["b"])))
    expected["input_per_column"] = np.hstack([1 - p, p]).tolist()


def float64_input():
    weights = {"w": np.array([[0.5], [-0.1], [2.0]]), "b": np.array([0.25])}
    nodes = [
        helper.make_node("Gemm", ["X", "w", "b"], ["z"]),
        helper.make_node("Sigmoid", ["z"], ["probability"]),
    ]
    save("float64_input", nodes, [matrix("X", COLUMNS, TensorProto.DOUBLE)], [matrix("probability", 1, TensorProto.DOUBLE)], weights, np.float64)
    p = 1 / (1 + np.exp(-(ROWS @ weights["w"] + weights["b"])))
    expected["float64_input"] = np.hstack([1 - p, p]).tolist()


class Network(nn.Sequential):
    """Probabilities of two classes."""

    def __init__(self):
        super().__init__(nn.Linear(COLUMNS, 4), nn.ReLU(), nn.Linear(4, 2), nn.Softmax(dim=-1))


class ScoreHead(nn.Module):
    """An autoencoder that gives its own score, beside what it restores and its latent values."""

    def __init__(self):
        super().__init__()
        self.encode, self.decode = nn.Linear(COLUMNS, 2), nn.Linear(2, COLUMNS)

    def forward(self, x):
        latent = torch.tanh(self.encode(x))
        restored = self.decode(latent)
        return (x - restored).pow(2).mean(dim=1), latent


class Variational(nn.Module):
    """A variational autoencoder that draws, also in evaluation mode."""

    def __init__(self):
        super().__init__()
        self.mean, self.log_variance, self.decode = nn.Linear(COLUMNS, 2), nn.Linear(COLUMNS, 2), nn.Linear(2, COLUMNS)

    def forward(self, x):
        mean, log_variance = self.mean(x), self.log_variance(0.01 * x)
        return self.decode(mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance))


def torch_models():
    rows = torch.from_numpy(ROWS)
    network, head, variational = Network().eval(), ScoreHead().eval(), Variational().eval()
    with torch.no_grad():
        for name, batch in (("torch_batch_of_one", 1), ("torch_batch_of_four", 4)):
            export(name, network, rows[:batch], ["x"], ["probabilities"])
            expected[name] = network(rows).tolist()
        export("torch_no_batch_axis", network, rows[0], ["x"], ["probabilities"])
        expected["torch_no_batch_axis"] = network(rows).tolist()
        export("torch_score_head", head, rows, ["x"], ["score", "latent"], {"x": {0: "rows"}, "score": {0: "rows"}, "latent": {0: "rows"}})
        expected["torch_score_head"] = head(rows)[0][:, None].tolist()
        export("torch_variational", variational, rows, ["x"], ["reconstruction"], {"x": {0: "rows"}, "reconstruction": {0: "rows"}})
        # What many draws tend to: the answer is linear in the noise.
        restored = variational.decode(variational.mean(rows))
        expected["torch_variational"] = ((rows - restored) ** 2).mean(dim=1, keepdim=True).tolist()


def export(name, model, rows, inputs, outputs, axes=None):
    file = io.BytesIO()
    torch.onnx.export(model, rows, file, input_names=inputs, output_names=outputs, dynamic_axes=axes, opset_version=15)
    (HERE / f"{name}.onnx").write_bytes(file.getvalue())


def external_data():
    model = onnx.load(HERE / "torch_batch_of_four.onnx")
    onnx.save_model(model, HERE / "external.onnx", save_as_external_data=True, location="external.weights", size_threshold=0)
    expected["external"] = expected["torch_batch_of_four"]


def matrix(name, columns=COLUMNS, kind=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, [None, columns])


def save(name, nodes, inputs, outputs, weights, kind=np.float32):
    constants = [numpy_helper.from_array(np.asarray(w, w.dtype if w.dtype == np.int64 else kind), n) for n, w in weights.items()]
    graph = helper.make_graph(nodes, name, inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15), helper.make_opsetid("ai.onnx.ml", 1)])
    model.ir_version = 8
    model.producer_name, model.producer_version = ("skl2onnx", "1.13.1") if name.startswith("skl_") else ("onnx", "1.12.0")
    onnx.checker.check_model(model)
    (HERE / f"{name}.onnx").write_bytes(model.SerializeToString())


if __name__ == "__main__":
    main()
