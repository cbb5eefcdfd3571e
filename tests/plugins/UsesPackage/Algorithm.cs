using System.Globalization;
using DarkMachines;
using MathNet.Numerics;

namespace UsesPackage;

public sealed record NoOptions;

[Algorithm("uses-package", "Depends on a package of its own.")]
public sealed class Algorithm(NoOptions options) : IAnomalyDetector
{
    private readonly string _text = string.Create(CultureInfo.InvariantCulture, $"{options.GetType().Name}, Γ(5) = {SpecialFunctions.Gamma(5):0.000}");

    public IAnomalyModel Fit(FeatureTable background, FitContext context) => throw new NotSupportedException();

    public override string ToString() => _text;
}
