using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace DarkMachines.Challenges.Baselines;

/// <summary>Guesses: probabilities drawn from the uniform distribution, the same for the same row. What any entrant must beat.</summary>
public sealed class RandomGuess : IClassifier
{
    /// <summary>The baseline as an entrant.</summary>
    public static Entrant Entrant { get; } = new(
        "random-guess", new JsonObject(), "random-guess/1", EntrantSource.Baseline, () => new RandomGuess());

    /// <inheritdoc/>
    public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context) =>
        new Model(rows.Features, labels.Classes, context.Seed);

    private sealed class Model(IReadOnlyList<Feature> features, IReadOnlyList<string> classes, ulong seed) : IClassifierModel
    {
        public IReadOnlyList<Feature> Features => features;

        public IReadOnlyList<string> Classes => classes;

        public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
        {
            var rowCount = this.RowCount(rows, probabilities.Length, classes.Count);
            for (var row = 0; row < rowCount; row++)
            {
                // The row itself selects the random numbers: a guess must not depend on the batch it comes in.
                var key = seed;
                foreach (var bits in MemoryMarshal.Cast<float, uint>(rows.Slice(row * features.Count, features.Count)))
                    key = RandomStream.DeriveSeed(key, bits);
                Guess(new RandomStream(key), probabilities.Slice(row * classes.Count, classes.Count));
            }
        }

        // Uniform over the simplex: normalised exponential variates.
        private static void Guess(RandomStream random, Span<float> probabilities)
        {
            var sum = 0.0;
            Span<double> drawn = stackalloc double[probabilities.Length];
            foreach (ref var value in drawn)
                sum += value = -Math.Log(1 - random.Uniform());
            for (var c = 0; c < drawn.Length; c++)
                probabilities[c] = (float)(drawn[c] / sum);
        }
    }
}
