namespace DarkMachines.Statistics.Searches;

/// <summary>A histogram of a mass or another falling quantity. Immutable.</summary>
public sealed class MassHistogram
{
    /// <summary>Makes a histogram.</summary>
    /// <param name="edges">Edges of the bins, rising, one more than bins, in a unit of choice such as GeV.</param>
    /// <param name="counts">Number of events in each bin, whole or weighted, not negative.</param>
    /// <exception cref="ArgumentException">Edges do not rise, do not fit the counts, or a count is negative or not finite.</exception>
    public MassHistogram(IReadOnlyList<double> edges, IReadOnlyList<double> counts)
    {
        ArgumentNullException.ThrowIfNull(edges);
        ArgumentNullException.ThrowIfNull(counts);
        if (edges.Count != counts.Count + 1 || counts.Count == 0)
            throw new ArgumentException($"{edges.Count} edges for {counts.Count} bins; one more than bins is needed.", nameof(edges));
        for (var bin = 0; bin < counts.Count; bin++)
        {
            if (!(edges[bin + 1] > edges[bin]) || !double.IsFinite(edges[bin]) || !double.IsFinite(edges[bin + 1]))
                throw new ArgumentException($"The edges {edges[bin]} and {edges[bin + 1]} do not rise.", nameof(edges));
            if (!double.IsFinite(counts[bin]) || counts[bin] < 0)
                throw new ArgumentException($"A bin holds {counts[bin]} events.", nameof(counts));
        }

        Edges = [.. edges];
        Counts = [.. counts];
    }

    /// <summary>Edges of the bins.</summary>
    public IReadOnlyList<double> Edges { get; }

    /// <summary>Events in each bin.</summary>
    public IReadOnlyList<double> Counts { get; }

    /// <summary>Number of bins.</summary>
    public int Bins => Counts.Count;

    /// <summary>Middle of a bin.</summary>
    /// <param name="bin">The bin, from 0.</param>
    public double Centre(int bin) => (Edges[bin] + Edges[bin + 1]) / 2;

    /// <summary>Width of a bin.</summary>
    /// <param name="bin">The bin, from 0.</param>
    public double Width(int bin) => Edges[bin + 1] - Edges[bin];

    /// <summary>Events in a window.</summary>
    /// <param name="window">The window.</param>
    public double In(BinWindow window)
    {
        double sum = 0;
        for (var bin = window.First; bin <= window.Last; bin++)
            sum += Counts[bin];
        return sum;
    }

    /// <summary>The same bins with other counts.</summary>
    /// <param name="counts">The counts.</param>
    public MassHistogram With(IReadOnlyList<double> counts) => new(Edges, counts);
}

/// <summary>Neighbouring bins.</summary>
/// <param name="First">The first, from 0.</param>
/// <param name="Last">The last, included.</param>
public readonly record struct BinWindow(int First, int Last)
{
    /// <summary>True if a bin lies in the window.</summary>
    /// <param name="bin">The bin.</param>
    public bool Contains(int bin) => bin >= First && bin <= Last;
}
