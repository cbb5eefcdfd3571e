namespace DarkMachines.Challenges;

/// <summary>
/// A density estimator as a classifier: one density for each class, and Bayes' rule with the classes' shares of the
/// training rows as prior. With one normal distribution a class this is quadratic discriminant analysis.
/// </summary>
/// <param name="estimator">Fits one density after another; each fit forgets the one before.</param>
public sealed class BayesClassifier(IDensityEstimator estimator) : IClassifier
{
    /// <inheritdoc/>
    public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(context);
        var classCount = labels.Classes.Count;
        var densities = new IDensityModel[classCount];
        var logPriors = new double[classCount];
        for (var c = 0; c < classCount; c++)
        {
            var members = Enumerable.Range(0, labels.Count).Where(row => labels.Indices[row] == c).ToArray();
            densities[c] = estimator.Fit(rows.SelectRows(members), context);
            logPriors[c] = Math.Log((double)members.Length / labels.Count);
        }

        return new Model(rows.Features, labels.Classes, densities, logPriors);
    }

    private sealed class Model(
        IReadOnlyList<Feature> features, IReadOnlyList<string> classes, IDensityModel[] densities, double[] logPriors)
        : IClassifierModel
    {
        public IReadOnlyList<Feature> Features => features;

        public IReadOnlyList<string> Classes => classes;

        public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
        {
            var rowCount = this.RowCount(rows, probabilities.Length, classes.Count);
            var logDensities = new float[classes.Count][];
            for (var c = 0; c < classes.Count; c++)
                densities[c].LogDensity(rows, logDensities[c] = new float[rowCount]);

            Span<double> logJoint = stackalloc double[classes.Count];
            for (var row = 0; row < rowCount; row++)
            {
                for (var c = 0; c < classes.Count; c++)
                    logJoint[c] = logDensities[c][row] + logPriors[c];
                Normalise(logJoint, logPriors, probabilities.Slice(row * classes.Count, classes.Count));
            }
        }

        private static void Normalise(Span<double> logJoint, ReadOnlySpan<double> logPriors, Span<float> probabilities)
        {
            var largest = double.NegativeInfinity;
            foreach (var value in logJoint)
                largest = Math.Max(largest, value);

            // Where no class has any density the prior is all there is to say; where several are infinite, those share it.
            if (double.IsInfinity(largest))
            {
                for (var c = 0; c < logJoint.Length; c++)
                    logJoint[c] = logJoint[c] == largest ? logPriors[c] : double.NegativeInfinity;
                largest = 0;
            }

            var sum = 0.0;
            foreach (ref var value in logJoint)
                sum += value = Math.Exp(value - largest);
            for (var c = 0; c < logJoint.Length; c++)
                probabilities[c] = (float)(logJoint[c] / sum);
        }
    }
}
