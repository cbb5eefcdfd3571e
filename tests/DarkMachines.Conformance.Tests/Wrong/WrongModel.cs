namespace DarkMachines.Conformance.Tests;

/// <summary>A correct model of a detector, but for how it scores.</summary>
internal sealed class WrongModel(IModel right, WrongModel.Scoring score) : IAnomalyModel
{
    public delegate void Scoring(ReadOnlySpan<float> rows, Span<float> scores);

    public IReadOnlyList<Feature> Features { get; init; } = right.Features;

    public static WrongModel Multiplied(IAnomalyModel right, float factor) => new(right, (rows, scores) =>
    {
        right.Score(rows, scores);
        foreach (ref var score in scores)
            score *= factor;
    });

    public static WrongModel AllNaN(FeatureTable rows) => new(new Columns(rows.Features), (_, scores) => scores.Fill(float.NaN));

    public void Score(ReadOnlySpan<float> rows, Span<float> scores) => score(rows, scores);

    private sealed record Columns(IReadOnlyList<Feature> Features) : IModel;
}
