namespace DarkMachines.Conformance.Tests;

/// <summary>A classifier that fits as it is told to.</summary>
internal sealed class WrongClassifier(WrongClassifier.Fitting fit) : IClassifier
{
    public delegate IClassifierModel Fitting(FeatureTable rows, ClassLabels labels, FitContext context);

    public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context) => fit(rows, labels, context);
}
