using DarkMachines.Geometry;

namespace DarkMachines.Kernels;

/// <summary>
/// Kernel density estimation: the density at a row is the weighted mean of kernels that stand on the training rows
/// (Rosenblatt, Ann. Math. Stat. 27 (1956) 832; Parzen, Ann. Math. Stat. 33 (1962) 1065).
/// </summary>
/// <remarks>
/// <para>All kernels have the shape and spread chosen. The bandwidth is the kernel's standard deviation in each direction, in
/// units of the training rows' own (divided by the total weight, ddof = 0): a Gaussian kernel has the covariance h² Σ, an
/// Epanechnikov kernel the radius h √(d + 4), in scikit-learn's terms. Rules were made for the Gaussian kernel, and
/// cross-validation is done with it.</para>
/// <para>A constant column is taken to have spread one, unless the covariance is full, which refuses it. A row of weight zero is
/// left out.</para>
/// <para>Log densities do not underflow: with the Gaussian kernel they are finite as far out as float32 holds them. The score is minus
/// the log density; a row with NaN or infinity has log density minus infinity. Neither the order of the rows nor a shift of
/// columns matters but for rounding.</para>
/// <para>Every row scored takes time proportional to training rows × columns. Only cross-validation uses the seed.</para>
/// </remarks>
[Algorithm("kde", "Kernel density estimation with Gaussian or Epanechnikov kernels",
    Citation = "Rosenblatt, Ann. Math. Stat. 27 (1956) 832; Parzen, Ann. Math. Stat. 33 (1962) 1065")]
public sealed class Kde : IDensityEstimator
{
    private readonly KdeOptions _options;

    /// <summary>Makes the algorithm.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="UserInputException">An option is outside its range.</exception>
    public Kde(KdeOptions options) => _options = Options.Validate(options);

    /// <inheritdoc cref="IDensityEstimator.Fit"/>
    public KdeModel Fit(FeatureTable background, FitContext context)
    {
        var all = TrainingRows.Check(background);
        ArgumentNullException.ThrowIfNull(context);
        context.Cancellation.ThrowIfCancellationRequested();
        var numbers = all.ThatCount();
        var rows = numbers.Length == all.Count ? all : TrainingRows.Check(background.SelectRows(numbers));
        var spread = _options.Covariance == KernelCovariance.Full ? Scaling.Whiten(rows) : Scaling.Standardise(rows);
        var bandwidth = _options.Bandwidth ?? _options.Rule switch
        {
            BandwidthRule.Scott => Kernels.Bandwidth.Scott(rows),
            BandwidthRule.Silverman => Kernels.Bandwidth.Silverman(rows),
            _ => Kernels.Bandwidth.CrossValidated(rows, spread, context),
        };
        return new KdeModel(rows, spread, _options.Kernel, bandwidth);
    }

    IDensityModel IDensityEstimator.Fit(FeatureTable background, FitContext context) => Fit(background, context);
}
