using DarkMachines.Histograms.Steps;

namespace DarkMachines.Histograms;

/// <summary>Options of <see cref="Ecod"/>: there are none.</summary>
public sealed record EcodOptions;

/// <summary>
/// Outliers by empirical cumulative distribution functions: a row's score is the sum over the columns of minus the logarithm
/// of the share of rows that lie as far out, on the side where it is rarer.
/// </summary>
/// <remarks>
/// <para>The larger tail is taken column by column, as PyOD does; the paper takes the largest of three sums over the columns
/// (left tails, right tails, the tail that the skewness names). The row scored counts as one more training row. Nothing
/// depends on units: any increasing transformation of a column changes no score. A row of weight two counts as two rows;
/// their order does not matter, nor do seed and threads.</para>
/// <para>Cost: a sort of each column; the model keeps two numbers for each distinct value, and a row scored takes the
/// logarithm of their number in comparisons a column.</para>
/// </remarks>
[Algorithm("ecod", "Empirical distribution functions: rows far out in the tails of columns",
    Citation = "Li, Zhao, Hu, Botta, Ionescu and Chen, IEEE Trans. Knowl. Data Eng. 35 (2022) 12181")]
public sealed class Ecod : IAnomalyDetector
{
    /// <summary>Makes the detector.</summary>
    /// <param name="options">Options.</param>
    public Ecod(EcodOptions options) => ArgumentNullException.ThrowIfNull(options);

    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    /// <exception cref="UnusableDataException">There are no rows, or a value is NaN or infinite.</exception>
    public IAnomalyModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(background);
        return new EcodModel(background.Features, Tails.Fit(background, context, column => Tails.Steps(column, Math.Max)));
    }
}

/// <summary>A fitted <see cref="Ecod"/>.</summary>
public sealed class EcodModel : StepModel
{
    internal EcodModel(IReadOnlyList<Feature> features, IReadOnlyList<StepFunction> steps) : base(features, steps)
    {
    }
}
