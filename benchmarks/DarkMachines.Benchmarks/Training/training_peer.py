"""The tasks of TrainingBenchmark, done by eager PyTorch."""
import torch
from peer import array, serve
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)
INPUTS = (10, 20, 50, 100)
rows = {columns: torch.from_numpy(array(f"rows-{columns}", columns)) for columns in INPUTS}
images = torch.from_numpy(array("images", 784)).reshape(-1, 1, 28, 28)
classes = torch.arange(len(images)) % 10


def dense(widths):
    layers = [layer for i, o in zip(widths, widths[1:]) for layer in (nn.Linear(i, o), nn.ReLU())]
    return nn.Sequential(*layers[:-1])


def autoencoder(columns):
    return dense([columns, 64, 32, 8, 32, 64, columns])


def fit(make, loss, data, batch, epochs):
    """Passes in random order; the mean of the losses of the last one's steps."""
    model = make()
    optimiser = torch.optim.Adam(model.parameters())
    for _ in range(epochs):
        total = 0.0
        for some in torch.randperm(len(data)).split(batch):
            optimiser.zero_grad()
            value = loss(model, data[some], some)
            value.backward()
            optimiser.step()
            total += value.item() * len(some)
    return total / len(data)


def train(columns, batch, steps):
    return lambda: fit(lambda: autoencoder(columns), lambda m, x, _: F.mse_loss(m(x), x), rows[columns][:steps * batch], batch, 5), lambda loss: loss


def score(columns, batch):
    model = autoencoder(columns)

    def work():
        with torch.no_grad():
            return [model(some) for some in rows[columns].split(batch)]

    return work, None


def convolutional():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(1568, 64), nn.ReLU(), nn.Linear(64, 10))


tasks = {f"autoencoder-{c}-{b}-{s}": train(c, b, s) for c in INPUTS for b, s in ((128, 400), (512, 150), (1024, 90))}
tasks |= {f"score-{c}-{b}": score(c, b) for c in INPUTS for b in (128, 1024, 100_000)}
tasks["images"] = (lambda: fit(convolutional, lambda m, x, some: F.cross_entropy(m(x), classes[some]), images, 128, 5), lambda loss: loss)
serve(tasks)
