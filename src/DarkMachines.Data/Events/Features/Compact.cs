namespace DarkMachines.Data.Events;

/// <summary>
/// The few of <see cref="Aggregates"/> that search regions are mostly made of. A detector that is given many columns finds
/// rare combinations of what does not matter; with these, it looks where new physics with missing momentum would be.
/// </summary>
internal sealed class Compact() : FeatureSet("compact", 1, "Eleven of the aggregates: missing momentum, activity, multiplicities, leptons", [.. Columns.Select(column => All.Features[column])])
{
    private static readonly Aggregates All = new();

    private static readonly int[] Columns =
    [
        .. ((string[])[
            "met", "ht", "met-over-ht", "met-significance", "effective-mass", "met-across", "jet-count", "b-jet-count", "dilepton-mass", "lepton-met-mass", "least-lepton-met-mass",
        ]).Select(name => All.Features.ToList().FindIndex(feature => feature.Name == name)),
    ];

    public override void Fill(in CollisionEvent seen, Span<float> row)
    {
        Span<float> all = stackalloc float[All.Features.Count];
        all.Clear();
        All.Fill(seen, all);
        for (var i = 0; i < Columns.Length; i++)
            row[i] = all[Columns[i]];
    }
}
