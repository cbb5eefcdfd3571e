using DarkMachines.Challenges.Surrogates.ActiveLearning;

namespace DarkMachines.Challenges.Surrogates.Classification;

/// <summary>A table whose labels are known, as candidates and oracle in one: a point is known by its row.</summary>
internal sealed class LabelledPool(FeatureTable points, ClassLabels labels) : IOracle, ICandidates
{
    private readonly List<int> _left = [.. Enumerable.Range(0, points.RowCount)];
    private int[] _drawn = [];
    private int[] _taken = [];

    public IReadOnlyList<Feature> Parameters => points.Features;

    public IReadOnlyList<string> Classes => labels.Classes;

    public float[] Draw(int count, RandomStream random)
    {
        var order = _left.ToArray();
        random.Shuffle<int>(order);
        _drawn = order[..Math.Min(count, order.Length)];
        return points.SelectRows(_drawn).Values.ToArray();
    }

    public void Take(IReadOnlyList<int> taken)
    {
        _taken = [.. taken.Select(place => _drawn[place])];
        var gone = _taken.ToHashSet();
        _left.RemoveAll(gone.Contains);
    }

    public void Ask(ReadOnlyMemory<float> asked, Span<OracleAnswer> answers, FitContext context)
    {
        for (var i = 0; i < answers.Length; i++)
            answers[i] = new OracleAnswer(labels.Indices[_taken[i]]);
    }
}
