namespace DarkMachines.Challenges.DmAstro;

/// <summary>
/// Gives each dark-matter row the detection significance and the relative uncertainty of one real source. The published set
/// draws the two independently of each other and of β, which no real source does, and a classifier with four columns learns
/// that; here both come from one of the unidentified sources nearest in peak energy and curvature.
/// </summary>
internal static class JointDraw
{
    /// <summary>Name of the task on these rows.</summary>
    public const string Task = "4F-joint";

    private const int Neighbours = 25;
    private const ulong Stream = 4;

    // Places of the two columns.
    private const int SigmaD = 2, BetaRel = 3;

    /// <summary>The labelled sources, those of dark matter with two columns drawn anew.</summary>
    /// <param name="sources">The labelled sources, four columns.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="unidentified">The unidentified sources, with the same columns.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static FeatureTable Apply(FeatureTable sources, ClassLabels labels, FeatureTable unidentified, ulong seed)
    {
        var scale = Standardiser.Fit(unidentified).Deviations;
        var values = sources.Values.ToArray();
        var random = new RandomStream(seed, Stream);
        var (distances, donors) = (new double[unidentified.RowCount], new int[unidentified.RowCount]);
        for (var row = 0; row < sources.RowCount; row++)
        {
            if (labels.Indices[row] != DmAstroChallenge.SignalClass)
                continue;
            for (var other = 0; other < donors.Length; other++)
                (distances[other], donors[other]) = (Distance(sources.Row(row), unidentified.Row(other), scale), other);
            distances.AsSpan().Sort(donors.AsSpan());
            var donor = unidentified.Row(donors[random.Below(Math.Min(Neighbours, donors.Length))]);
            (values[row * sources.ColumnCount + SigmaD], values[row * sources.ColumnCount + BetaRel]) = (donor[SigmaD], donor[BetaRel]);
        }

        return new FeatureTable(sources.Features, values);
    }

    // In peak energy and curvature, the first two columns.
    private static double Distance(ReadOnlySpan<float> row, ReadOnlySpan<float> other, ReadOnlySpan<double> scale) =>
        Math.Pow((row[0] - other[0]) / scale[0], 2) + Math.Pow((row[1] - other[1]) / scale[1], 2);
}
