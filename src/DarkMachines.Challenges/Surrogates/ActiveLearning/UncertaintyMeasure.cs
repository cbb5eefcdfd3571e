using System.Buffers;
using System.Numerics;
using DarkMachines.Statistics;

namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>Measures the uncertainty of a model.</summary>
internal static class UncertaintyMeasure
{
    /// <summary>The uncertainty of each row.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="model">The model.</param>
    /// <param name="rows">Row-major.</param>
    /// <param name="uncertainties">Filled with one a row.</param>
    /// <exception cref="UsageException">The measure is of members' disagreement, and the model does not tell its members' probabilities.</exception>
    public static void Of(Uncertainty measure, IClassifierModel model, ReadOnlySpan<float> rows, Span<double> uncertainties)
    {
        var classes = model.Classes.Count;
        var ensemble = measure is not (Uncertainty.VoteEntropy or Uncertainty.Divergence) ? null
            : model as IEnsembleClassifierModel ?? throw new UsageException(
                "no-members",
                $"The uncertainty '{Options.KebabCase(measure.ToString())}' is the disagreement of members, and this model has none.",
                "Name several algorithms, or one that is an ensemble, such as random-forest or bayesian-mlp.");
        var width = (ensemble?.Members ?? 1) * classes;
        var rented = ArrayPool<float>.Shared.Rent(uncertainties.Length * width);
        var probabilities = rented.AsSpan(0, uncertainties.Length * width);
        if (ensemble is null)
            model.PredictProbabilities(rows, probabilities);
        else
            ensemble.PredictMembers(rows, probabilities);
        Span<double> mean = new double[classes];
        for (var row = 0; row < uncertainties.Length; row++)
        {
            ReadOnlySpan<float> members = probabilities.Slice(row * width, width);
            uncertainties[row] = measure switch
            {
                Uncertainty.LeastConfident => 1.0 - members[ClassificationMetrics.PredictedClass(members)],
                Uncertainty.Entropy => Entropy(members),
                Uncertainty.VoteEntropy => VoteEntropy(members, mean),
                _ => Divergence(members, mean),
            };
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private static double VoteEntropy(ReadOnlySpan<float> members, Span<double> shares)
    {
        shares.Clear();
        for (var start = 0; start < members.Length; start += shares.Length)
            shares[ClassificationMetrics.PredictedClass(members.Slice(start, shares.Length))] += (double)shares.Length / members.Length;
        return Entropy<double>(shares);
    }

    private static double Divergence(ReadOnlySpan<float> members, Span<double> mean)
    {
        mean.Clear();
        var ofMembers = 0.0;
        for (var start = 0; start < members.Length; start += mean.Length)
        {
            var member = members.Slice(start, mean.Length);
            ofMembers += Entropy(member) * mean.Length / members.Length;
            for (var c = 0; c < mean.Length; c++)
                mean[c] += (double)member[c] * mean.Length / members.Length;
        }

        return Math.Max(Entropy<double>(mean) - ofMembers, 0);
    }

    private static double Entropy<T>(ReadOnlySpan<T> probabilities) where T : IFloatingPoint<T>
    {
        var entropy = 0.0;
        foreach (var probability in probabilities)
        {
            var p = double.CreateChecked(probability);
            if (p > 0)
                entropy -= p * Math.Log(p);
        }

        return entropy;
    }
}
