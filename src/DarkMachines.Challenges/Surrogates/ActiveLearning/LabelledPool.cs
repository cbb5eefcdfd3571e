namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>A table whose labels are known, as candidates and oracle in one: it is asked about the points taken last, in their order.</summary>
/// <param name="pool">The points.</param>
/// <param name="labels">Their classes.</param>
public sealed class LabelledPool(FeatureTable pool, ClassLabels labels) : PoolCandidates(pool), IOracle
{
    /// <inheritdoc/>
    public IReadOnlyList<Feature> Parameters => Pool.Features;

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => labels.Classes;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A point is none of those taken last.</exception>
    public void Ask(ReadOnlyMemory<float> points, Span<OracleAnswer> answers, FitContext context)
    {
        // A journal that knows the first answers asks for the others alone, and in pieces.
        var next = 0;
        for (var i = 0; i < answers.Length; i++)
        {
            var point = points.Span.Slice(i * Pool.ColumnCount, Pool.ColumnCount);
            while (next < Taken.Count && !point.SequenceEqual(Pool.Row(Taken[next])))
                next++;
            if (next == Taken.Count)
                throw new ArgumentException($"Point {i} is none of those taken last, in their order.", nameof(points));
            answers[i] = new OracleAnswer(labels.Indices[Taken[next++]]);
        }
    }
}
