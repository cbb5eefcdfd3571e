using DarkMachines;
using Dependency;

namespace UsesDependency1;

public sealed record NoOptions;

[Algorithm("uses-dependency-1", "Needs version 1 of a library.")]
public sealed class Algorithm(NoOptions options) : IAnomalyDetector
{
    private readonly string _text = $"{options.GetType().Name}, library {Library.Version}";

    public IAnomalyModel Fit(FeatureTable background, FitContext context) => throw new NotSupportedException();

    public override string ToString() => _text;
}
