using DarkMachines.Histograms.Steps;

namespace DarkMachines.Histograms;

/// <summary>Options of <see cref="Copod"/>: there are none.</summary>
public sealed record CopodOptions;

/// <summary>
/// Outliers by the empirical copula: a row's score is the sum over the columns of minus the logarithm of the share of rows
/// that lie as far out on the side to which the column is skewed, or the mean of both sides where that is more.
/// </summary>
/// <remarks>
/// <para>The larger number is taken column by column, as PyOD does; the paper takes the largest of three sums over the columns.
/// A column without skewness counts both sides. The row scored counts as one more training row. Shifting or rescaling a
/// column changes no score. A row of weight two counts as two rows; their order does not matter, nor do seed and
/// threads.</para>
/// <para>Cost: as <see cref="Ecod"/>.</para>
/// </remarks>
[Algorithm("copod", "Empirical copula: rows far out in the tails that columns are skewed to",
    Citation = "Li, Zhao, Botta, Ionescu and Hu, ICDM 2020, 1118")]
public sealed class Copod : IAnomalyDetector
{
    /// <summary>Makes the detector.</summary>
    /// <param name="options">Options.</param>
    public Copod(CopodOptions options) => ArgumentNullException.ThrowIfNull(options);

    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    /// <exception cref="UnusableDataException">There are no rows, or a value is NaN or infinite.</exception>
    public IAnomalyModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(background);
        return new CopodModel(background.Features, Tails.Fit(background, context, Steps));
    }

    private static StepFunction Steps(WeightedColumn column)
    {
        var side = Math.Sign(column.Moments().Third);
        return Tails.Steps(column, (left, right) => Math.Max((left + right) / 2, side < 0 ? left : side > 0 ? right : left + right));
    }
}

/// <summary>A fitted <see cref="Copod"/>.</summary>
public sealed class CopodModel : StepModel
{
    internal CopodModel(IReadOnlyList<Feature> features, IReadOnlyList<StepFunction> steps) : base(features, steps)
    {
    }
}
