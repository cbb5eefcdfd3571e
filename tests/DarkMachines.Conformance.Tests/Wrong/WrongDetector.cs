namespace DarkMachines.Conformance.Tests;

/// <summary>A detector that fits as it is told to.</summary>
internal sealed class WrongDetector(Func<FeatureTable, FitContext, IAnomalyModel> fit) : IAnomalyDetector
{
    private static readonly CentreDistance Right = new(new SampleOptions());

    /// <summary>Fits correctly; the model scores as it is told to.</summary>
    public static WrongDetector Scoring(Func<IAnomalyModel, WrongModel.Scoring> score) => new((rows, context) =>
    {
        var right = Right.Fit(rows, context);
        return new WrongModel(right, score(right));
    });

    /// <summary>Multiplies every score of a correct fit.</summary>
    public static WrongDetector Multiplying(Func<FitContext, double> factor) => new((rows, context) =>
    {
        var right = Right.Fit(rows, context);
        return WrongModel.Multiplied(right, (float)factor(context));
    });

    /// <summary>Fits correctly but where the training rows are of a kind.</summary>
    public static WrongDetector Where(Func<FeatureTable, bool> isHard, Func<FeatureTable, IAnomalyModel> fit) =>
        new((rows, context) => isHard(rows) ? fit(rows) : Right.Fit(rows, context));

    public IAnomalyModel Fit(FeatureTable background, FitContext context) => fit(background, context);
}
