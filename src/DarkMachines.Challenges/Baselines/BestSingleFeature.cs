using System.Text.Json.Nodes;
using DarkMachines.Statistics;

namespace DarkMachines.Challenges.Baselines;

/// <summary>
/// The one feature that separates two classes best on the training rows (by area under the ROC curve, either way
/// round), turned into a probability by a one-dimensional logistic fit. What a multivariate entrant must beat.
/// </summary>
public sealed class BestSingleFeature : IClassifier
{
    private const int MaxIterations = 100;

    // A touch of ridge keeps the slope finite on separable rows.
    private const double Ridge = 1e-6;

    /// <summary>The baseline as an entrant.</summary>
    public static Entrant Entrant { get; } = new(
        "best-single-feature", new JsonObject(), "best-single-feature/1", EntrantSource.Baseline, () => new BestSingleFeature());

    /// <inheritdoc/>
    public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Classes.Count != 2)
            throw new UnusableDataException($"The best single feature is chosen between two classes; there are {labels.Classes.Count}.", "Choose a task with two classes.");
        var isSignal = labels.Indices.ToArray().Select(c => c == 1).ToArray();

        var best = 0;
        var bestSeparation = -1.0;
        for (var column = 0; column < rows.ColumnCount; column++)
        {
            var separation = Math.Abs(Roc.Auc(Column(rows, column), isSignal) - 0.5);
            if (separation > bestSeparation)
                (best, bestSeparation) = (column, separation);
        }

        var (slope, intercept) = FitLogistic(Column(rows, best), isSignal);
        return new Model(rows.Features, labels.Classes, best, slope, intercept);
    }

    private static float[] Column(FeatureTable rows, int column)
    {
        var values = new float[rows.RowCount];
        for (var row = 0; row < values.Length; row++)
            values[row] = rows.Row(row)[column];
        return values;
    }

    // Newton's method on the mean log-likelihood of p = 1 / (1 + exp(-(slope x + intercept))).
    private static (double Slope, double Intercept) FitLogistic(float[] x, bool[] isSignal)
    {
        double slope = 0, intercept = 0;
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            double gradientSlope = -Ridge * slope, gradientIntercept = 0, curvature = Ridge, cross = 0, curvatureIntercept = 1e-12;
            for (var i = 0; i < x.Length; i++)
            {
                var p = Sigmoid(slope * x[i] + intercept);
                var residual = ((isSignal[i] ? 1 : 0) - p) / x.Length;
                var weight = p * (1 - p) / x.Length;
                gradientSlope += residual * x[i];
                gradientIntercept += residual;
                curvature += weight * x[i] * x[i];
                cross += weight * x[i];
                curvatureIntercept += weight;
            }

            var determinant = curvature * curvatureIntercept - cross * cross;
            var stepSlope = (gradientSlope * curvatureIntercept - gradientIntercept * cross) / determinant;
            var stepIntercept = (gradientIntercept * curvature - gradientSlope * cross) / determinant;
            slope += stepSlope;
            intercept += stepIntercept;
            if (Math.Abs(stepSlope) + Math.Abs(stepIntercept) < 1e-10)
                break;
        }

        return (slope, intercept);
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private sealed class Model(
        IReadOnlyList<Feature> features, IReadOnlyList<string> classes, int column, double slope, double intercept)
        : IClassifierModel
    {
        public IReadOnlyList<Feature> Features => features;

        public IReadOnlyList<string> Classes => classes;

        public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
        {
            var rowCount = this.RowCount(rows, probabilities.Length, classes.Count);
            for (var row = 0; row < rowCount; row++)
            {
                var z = slope * rows[row * features.Count + column] + intercept;
                probabilities[2 * row] = (float)Sigmoid(-z);
                probabilities[2 * row + 1] = (float)Sigmoid(z);
            }
        }
    }
}
