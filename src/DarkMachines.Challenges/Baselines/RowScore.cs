namespace DarkMachines.Challenges.Baselines;

/// <summary>A model that scores each row by itself.</summary>
/// <param name="features">The columns.</param>
/// <param name="score">The score of one row.</param>
internal sealed class RowScore(IReadOnlyList<Feature> features, Func<ReadOnlySpan<float>, float> score) : IAnomalyModel
{
    public IReadOnlyList<Feature> Features => features;

    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        var count = this.RowCount(rows, scores.Length, 1);
        for (var row = 0; row < count; row++)
            scores[row] = score(rows.Slice(row * features.Count, features.Count));
    }
}
