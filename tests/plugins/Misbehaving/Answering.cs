using DarkMachines;

namespace Misbehaving;

public sealed record NoOptions;

public sealed record Variant
{
    /// <summary>Tells entrants of a crowd apart.</summary>
    public int Number { get; init; }
}

/// <summary>Answers with probabilities made of a row's first value: what these plugins do when they do not misbehave.</summary>
public abstract class Answering : IClassifier
{
    public virtual IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        Misbehave(context);
        return new Model(rows.Features, labels.Classes);
    }

    protected abstract void Misbehave(FitContext context);

    protected internal class Model(IReadOnlyList<Feature> features, IReadOnlyList<string> classes) : IClassifierModel
    {
        public IReadOnlyList<Feature> Features => features;

        public IReadOnlyList<string> Classes => classes;

        public virtual void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
        {
            for (var row = 0; row < probabilities.Length / 2; row++)
            {
                var p = 1 / (1 + MathF.Exp(-rows[row * features.Count]));
                (probabilities[2 * row], probabilities[2 * row + 1]) = (1 - p, p);
            }
        }
    }
}

[Algorithm("behaves", "Answers at once.")]
public sealed class Behaves(Variant options) : Answering
{
    public override string ToString() => options.ToString();

    protected override void Misbehave(FitContext context)
    {
    }
}

[Algorithm("takes-its-time", "Answers after a while.")]
public sealed class TakesItsTime(Variant options) : Answering
{
    protected override void Misbehave(FitContext context) => Thread.Sleep(50 + options.Number % 5);
}
