using System.Buffers;

namespace DarkMachines.Conformance;

/// <summary>A fitted model with its scoring methods.</summary>
/// <param name="Model">The model.</param>
/// <param name="Methods">Every method that answers rows.</param>
internal sealed record FittedModel(IModel Model, IReadOnlyList<ScoringMethod> Methods)
{
    /// <summary>Name of the method that gives a surrogate's predictions.</summary>
    public const string Predictions = "Predict (predictions)";

    private const double ProbabilityRounding = 1e-5;

    /// <summary>A classifier's model.</summary>
    public static FittedModel Of(IClassifierModel model) => new(NotNull(model),
    [
        new(nameof(model.PredictProbabilities), model.Features.Count, model.Classes.Count, model.PredictProbabilities)
        {
            Rule = "probabilities from 0 to 1 that add to one",
            IsValid = AreProbabilities,
        },
        .. model is IEnsembleClassifierModel ensemble ? [Members(ensemble)] : Array.Empty<ScoringMethod>(),
    ]);

    /// <summary>An anomaly detector's model.</summary>
    public static FittedModel Of(IAnomalyModel model) => new(NotNull(model), [Score(model)]);

    /// <summary>A density estimator's model.</summary>
    public static FittedModel Of(IDensityModel model) => new(NotNull(model),
    [
        Score(model),
        new(nameof(model.LogDensity), model.Features.Count, 1, model.LogDensity) { Rule = "a log density, never NaN", IsValid = IsNumber },
    ]);

    /// <summary>An autoencoder's model.</summary>
    public static FittedModel Of(IAutoencoderModel model)
    {
        var columns = NotNull(model).Features.Count;
        var encode = new ScoringMethod(nameof(model.Encode), columns, model.LatentCount, model.Encode);
        return new(model,
        [
            Score(model),
            encode,
            new(nameof(model.Decode), model.LatentCount, columns, model.Decode) { After = encode },
            new(nameof(model.ReconstructionError), columns, 1, model.ReconstructionError)
            {
                Rule = "an error that is not negative",
                IsValid = answer => answer[0] >= 0,
            },
        ]);
    }

    /// <summary>A surrogate's model: its one method as two, for the predictions and for the uncertainties.</summary>
    public static FittedModel Of(ISurrogateModel model) => new(NotNull(model),
    [
        new(Predictions, model.Features.Count, model.Outputs.Count, (rows, predictions) =>
        {
            var rented = Rent(model, rows, out var length);
            model.Predict(rows, predictions, rented.AsSpan(0, length));
            ArrayPool<float>.Shared.Return(rented);
        }),
        new("Predict (uncertainties)", model.Features.Count, model.Outputs.Count, (rows, uncertainties) =>
        {
            var rented = Rent(model, rows, out var length);
            model.Predict(rows, rented.AsSpan(0, length), uncertainties);
            ArrayPool<float>.Shared.Return(rented);
        })
        {
            Rule = "finite deviations, none negative, or NaN where they are not known",
            IsValid = answer => answer.ToArray().All(deviation => float.IsNaN(deviation) || deviation is >= 0 and <= float.MaxValue),
        },
    ]);

    /// <summary>The method of a name.</summary>
    public ScoringMethod Method(string name) => Methods.First(method => method.Name == name);

    private static ScoringMethod Members(IEnsembleClassifierModel model)
    {
        var classes = model.Classes.Count;
        return new(nameof(model.PredictMembers), model.Features.Count, model.Members * classes, model.PredictMembers)
        {
            Rule = "of each member probabilities from 0 to 1 that add to one",
            IsValid = answer =>
            {
                for (var start = 0; start < answer.Length; start += classes)
                {
                    if (!AreProbabilities(answer.Slice(start, classes)))
                        return false;
                }

                return true;
            },
        };
    }

    private static ScoringMethod Score(IAnomalyModel model) =>
        new(nameof(model.Score), NotNull(model).Features.Count, 1, model.Score) { Rule = "a score, never NaN", IsValid = IsNumber };

    private static T NotNull<T>(T? model) where T : class =>
        model ?? throw new BrokenRuleException("expected Fit to return a model; came null.");

    private static bool AreProbabilities(ReadOnlySpan<float> answer) =>
        answer.IndexOfAnyExceptInRange(0f, 1f) < 0 && Math.Abs(Sum(answer) - 1) <= ProbabilityRounding;

    private static bool IsNumber(ReadOnlySpan<float> answer) => !float.IsNaN(answer[0]);

    private static double Sum(ReadOnlySpan<float> answer)
    {
        var sum = 0.0;
        foreach (var value in answer)
            sum += value;
        return sum;
    }

    private static float[] Rent(ISurrogateModel model, ReadOnlySpan<float> rows, out int length)
    {
        length = rows.Length / model.Features.Count * model.Outputs.Count;
        return ArrayPool<float>.Shared.Rent(length);
    }
}
