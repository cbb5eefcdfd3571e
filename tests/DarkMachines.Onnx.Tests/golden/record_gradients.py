"""Records gradients by PyTorch for GoldenGradientTests: python3 record_gradients.py > gradients.json (torch 1.13)."""
import json

import torch
import torch.nn.functional as F

torch.manual_seed(1)
cases = {}


def numbers(tensor):
    return [float(f"{v:.8g}") for v in tensor.detach().reshape(-1)]


def case(name, forward, parameters, **inputs):
    """forward(inputs, *parameters) -> result; its gradient is that of its sum weighted by w, an input as well."""
    parameters = [torch.randn(shape) * 0.7 for shape in parameters]
    inputs = {key: torch.randn(shape) for key, shape in inputs.items()}
    for parameter in parameters:
        parameter.requires_grad_(True)
    result = forward(inputs, *parameters)
    weights = torch.randn(result.shape)
    loss = (result * weights).sum()
    loss.backward()
    cases[name] = {
        "parameters": [v for p in parameters for v in numbers(p)],
        "inputs": {key: numbers(value) for key, value in inputs.items()},
        "weights": numbers(weights),
        "result": numbers(result),
        "gradient": [v for p in parameters for v in numbers(p.grad)],
    }


for name, activation in {
    "relu": F.relu, "leaky-relu": F.leaky_relu, "elu": F.elu, "selu": F.selu, "gelu": F.gelu, "tanh": torch.tanh,
    "sigmoid": torch.sigmoid, "softplus": F.softplus, "softmax": lambda x: F.softmax(x, -1), "log-softmax": lambda x: F.log_softmax(x, -1),
    "log-sum-exp": lambda x: torch.logsumexp(x, -1), "max": lambda x: torch.amax(x, -1),
}.items():
    case(name, lambda i, w, b: activation(i["x"] @ w + b), [(4, 3), (3,)], x=(5, 4))

case("conv1d", lambda i, w, b: F.conv1d(i["x"], w, b, stride=2, padding=1), [(3, 2, 3), (3,)], x=(2, 2, 8))
case("conv2d", lambda i, w, b: F.conv2d(i["x"], w, b, padding=1), [(3, 2, 3, 3), (3,)], x=(2, 2, 5, 4))
case("conv2d-stride", lambda i, w, b: F.conv2d(i["x"], w, b, stride=2, padding=1), [(3, 2, 3, 3), (3,)], x=(2, 2, 6, 5))
case("conv2d-dilation", lambda i, w, b: F.conv2d(i["x"], w, b, dilation=2), [(3, 2, 3, 3), (3,)], x=(2, 2, 7, 6))
case("conv-transpose2d", lambda i, w, b: F.conv_transpose2d(i["x"], w, b, stride=2, padding=1), [(2, 3, 4, 4), (3,)], x=(2, 2, 3, 4))
case("max-pool", lambda i, w, b: F.max_pool2d(F.conv2d(i["x"], w, b, padding=1), 2), [(3, 1, 3, 3), (3,)], x=(2, 1, 6, 4))
case("max-pool-stride", lambda i, w, b: F.max_pool1d(F.conv1d(i["x"], w, b), 3, 2), [(3, 1, 3), (3,)], x=(2, 1, 11))
case("average-pool", lambda i, w, b: F.avg_pool2d(F.conv2d(i["x"], w, b, padding=1), 2), [(3, 1, 3, 3), (3,)], x=(2, 1, 6, 5))
case("batch-norm", lambda i, w, b, s, t: F.batch_norm(i["x"] @ w + b, None, None, s, t, training=True), [(4, 3), (3,), (3,), (3,)], x=(5, 4))
case("batch-norm2d", lambda i, w, b, s, t: F.batch_norm(F.conv2d(i["x"], w, b), None, None, s, t, training=True), [(3, 1, 3, 3), (3,), (3,), (3,)], x=(2, 1, 5, 4))
case("layer-norm", lambda i, w, b, s, t: F.layer_norm(i["x"] @ w + b, (3,), s, t), [(4, 3), (3,), (3,), (3,)], x=(5, 4))


def lstm(i, w, forget, others, rest, u):
    """Our order of parameters: input weights, offsets of the forget gate, of input, of cell and output, recurrent weights."""
    zeros = torch.zeros(1, 3, 2)
    flat = [w.t(), u.t(), torch.cat([others, forget, rest]), torch.zeros(8)]
    return torch.lstm(i["x"], (zeros, zeros), flat, True, 1, 0.0, False, False, True)[0]


def gru(i, w, b, u, c):
    return torch.gru(i["x"], torch.zeros(1, 3, 2), [w.t(), u.t(), b, c], True, 1, 0.0, False, False, True)[0]


case("lstm", lstm, [(3, 8), (2,), (2,), (4,), (2, 8)], x=(3, 5, 3))
case("gru", gru, [(3, 6), (6,), (2, 6), (6,)], x=(3, 5, 3))
case("cross-entropy", lambda i, w, b: F.cross_entropy(i["x"] @ w + b, torch.tensor([0, 2, 1, 1, 0])), [(4, 3), (3,)], x=(5, 4))
case("gather", lambda i, w: (i["x"] @ w)[:, [2, 0, 2]], [(4, 3)], x=(5, 4))
case("where", lambda i, w: torch.where(i["x"] > 0, i["x"] * w, w.exp()), [(4,)], x=(5, 4))
case("layers", lambda i, w, b, v, c: torch.tanh(torch.relu(i["x"] @ w + b) @ v + c).square().mean(), [(4, 6), (6,), (6, 4), (4,)], x=(5, 4))

print("{")
print(",\n".join(f" {json.dumps(name)}: {json.dumps(values)}" for name, values in cases.items()))
print("}")
