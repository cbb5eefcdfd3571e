"""Trains the network of model.onnx on simulated dm-astro rows; writes it, and its card, beside this file.

    python3 train.py [DATA_ROOT]

Written with NumPy 1.24, scikit-learn 1.2.1 and onnx 1.12; the same versions write the same bytes. Prints how well the
network does on fresh simulated rows and, if DATA_ROOT holds fermi/dm_astro_training_set.txt, on the published ones.
The network is that of MNRAS 520 (2023) 1348: one hidden layer of 21 rectified linear units on standardised features.
"""
import hashlib
import json
import os
import sys
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"  # Before NumPy comes in: sums in one fixed order.

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.metrics import accuracy_score, log_loss, recall_score, roc_auc_score
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.append(str(REPOSITORY / "datasets"))
import dm_astro_simulation  # noqa: E402

TRAINING_SEEDS = [11, 12, 13, 14, 15]  # Five sets of the published size.
FRESH_SEEDS = [101, 102, 103, 104, 105]
FEATURES = [("e-peak", "log10 GeV"), ("beta", "log10"), ("sigma-d", "log10"), ("beta-rel", "log10")]
CLASSES = ["astro", "dm"]


def main(data_root):
    features, labels = simulated(TRAINING_SEEDS)
    scaler = StandardScaler().fit(features)
    network = MLPClassifier((21,), learning_rate_init=0.015, batch_size=120, alpha=0, max_iter=1000, random_state=1)
    network.fit(scaler.transform(features), labels)
    path = Path(__file__).with_name("model.onnx")
    document = json.dumps(card(features, labels), indent=2) + "\n"
    path.with_name("model.card.json").write_text(document)
    path.write_bytes(onnx_model(scaler, network, document).SerializeToString())

    print(f"{network.n_iter_} epochs on {len(labels)} rows, {path.stat().st_size} bytes")
    report("fresh simulated rows", network, scaler, *simulated(FRESH_SEEDS))
    if data_root:
        rows = np.loadtxt(data_root / "fermi/dm_astro_training_set.txt", skiprows=1)
        report("published rows", network, scaler, rows[:, :4], rows[:, 4].astype(int))


def simulated(seeds):
    parameters = dm_astro_simulation.load()
    sets = [dm_astro_simulation.draw(parameters, np.random.default_rng(seed)) for seed in seeds]
    return np.vstack([s[0] for s in sets]).astype(np.float32), np.concatenate([s[1] for s in sets]).astype(np.int32)


def card(features, labels):
    """The model card, which lies beside the model and within it."""
    inputs = [
        {
            "name": name,
            "unit": unit,
            "min": round(float(column.min()), 4),
            "max": round(float(column.max()), 4),
            "spread": round(float(column.std(dtype=np.float64)), 4),
        }
        for (name, unit), column in zip(FEATURES, features.T)
    ]
    return {
        "schema": "darkmachines/model-card/1",
        "name": "dm-astro-mlp",
        "description": "Tells dark-matter subhaloes from astrophysical gamma-ray sources by four features of their "
        "log-parabola fit; one hidden layer of 21 rectified linear units, as in MNRAS 520 (2023) 1348. Overall accuracy "
        "0.924 on fresh simulated rows, 0.931 on the 5662 published rows.",
        "kind": "classifier",
        "inputs": inputs,
        "classes": CLASSES,
        "positiveLabel": "dm",
        "trainedOn": f"{len(labels)} rows of the dm-astro simulation, seeds {TRAINING_SEEDS}. It has seen no published "
        "row; the simulation's few hundred parameters were fitted to the published rows.",
        "dataHash": hashlib.sha256(features.tobytes() + labels.tobytes()).hexdigest(),
        "licence": "MIT",
    }


def onnx_model(scaler, network, document):
    """The scaler and the network as one graph: features [rows, 4] to probabilities [rows, 2] of astro and dm."""
    hidden_weights, output_weights = network.coefs_
    hidden_bias, output_bias = network.intercepts_
    # The logistic function of z is the softmax of (0, z).
    constants = {
        "mean": scaler.mean_,
        "deviation": scaler.scale_,
        "hidden_weights": hidden_weights,
        "hidden_bias": hidden_bias,
        "output_weights": np.hstack([np.zeros_like(output_weights), output_weights]),
        "output_bias": np.concatenate([[0.0], output_bias]),
    }
    nodes = [
        helper.make_node("Sub", ["features", "mean"], ["centred"]),
        helper.make_node("Div", ["centred", "deviation"], ["standardised"]),
        helper.make_node("Gemm", ["standardised", "hidden_weights", "hidden_bias"], ["hidden"]),
        helper.make_node("Relu", ["hidden"], ["rectified"]),
        helper.make_node("Gemm", ["rectified", "output_weights", "output_bias"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1),
    ]
    graph = helper.make_graph(
        nodes,
        "dm-astro-mlp",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["rows", len(FEATURES)])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["rows", len(CLASSES)])],
        [numpy_helper.from_array(np.asarray(value, np.float32), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, producer_name="dm-astro-mlp/train.py", opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 7
    helper.set_model_props(model, {"darkmachines.model-card": document})
    onnx.checker.check_model(model, full_check=True)
    return model


def report(name, network, scaler, features, labels):
    probability = network.predict_proba(scaler.transform(features))[:, 1]
    predicted = (probability > 0.5).astype(int)
    figures = {
        "overall-accuracy": accuracy_score(labels, predicted),
        "true-negative-rate": recall_score(labels, predicted, pos_label=0),
        "true-positive-rate": recall_score(labels, predicted),
        "auc": roc_auc_score(labels, probability),
        "log-loss": log_loss(labels, probability),
    }
    print(f"{name}: " + ", ".join(f"{key} {value:.4f}" for key, value in figures.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
