using DarkMachines;

namespace Misbehaving;

/// <summary>Answers with models that break the contract.</summary>
public abstract class Lying : IClassifier
{
    public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context) => Lie(rows.Features, labels.Classes);

    protected abstract IClassifierModel Lie(IReadOnlyList<Feature> features, IReadOnlyList<string> classes);
}

[Algorithm("answers-nan", "Answers with values that are no numbers.")]
public sealed class AnswersNaN(NoOptions options) : Lying
{
    protected override IClassifierModel Lie(IReadOnlyList<Feature> features, IReadOnlyList<string> classes) =>
        new Constant(features, classes, options is null ? 0 : float.NaN);
}

[Algorithm("answers-infinity", "Answers with infinite values.")]
public sealed class AnswersInfinity(NoOptions options) : Lying
{
    protected override IClassifierModel Lie(IReadOnlyList<Feature> features, IReadOnlyList<string> classes) =>
        new Constant(features, classes, options is null ? 0 : float.PositiveInfinity);
}

[Algorithm("answers-half", "Answers for the first half of the rows only.")]
public sealed class AnswersHalf(NoOptions options) : Lying
{
    protected override IClassifierModel Lie(IReadOnlyList<Feature> features, IReadOnlyList<string> classes) => new Half(features, classes, options);

    private sealed class Half(IReadOnlyList<Feature> features, IReadOnlyList<string> classes, NoOptions options) : Answering.Model(features, classes)
    {
        public override void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
        {
            var half = rows.Length / Features.Count / (options is null ? 1 : 2);
            base.PredictProbabilities(rows[..(half * Features.Count)], probabilities[..(2 * half)]);
        }
    }
}

[Algorithm("shares-scratch-space", "Its model keeps scratch space that threads share.")]
public sealed class SharesScratchSpace(NoOptions options) : Lying
{
    protected override IClassifierModel Lie(IReadOnlyList<Feature> features, IReadOnlyList<string> classes) => new Shared(features, classes, options);

    private sealed class Shared(IReadOnlyList<Feature> features, IReadOnlyList<string> classes, NoOptions options) : Answering.Model(features, classes)
    {
        private float[] _scratch = [];

        public override void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
        {
            _scratch = new float[probabilities.Length];
            var mine = _scratch;
            base.PredictProbabilities(rows, mine);
            Thread.Sleep(options is null ? 0 : 100);
            if (!ReferenceEquals(mine, _scratch))
                Array.Reverse(_scratch);
            Thread.Sleep(100);
            _scratch.AsSpan().CopyTo(probabilities);
        }
    }
}

internal sealed class Constant(IReadOnlyList<Feature> features, IReadOnlyList<string> classes, float value) : IClassifierModel
{
    public IReadOnlyList<Feature> Features => features;

    public IReadOnlyList<string> Classes => classes;

    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities) => probabilities.Fill(value);
}
