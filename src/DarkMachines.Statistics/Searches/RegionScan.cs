namespace DarkMachines.Statistics.Searches;

/// <summary>All regions of neighbouring bins of a class, with the distribution of each one's count tabulated.</summary>
internal sealed class RegionScan
{
    private readonly EventClass _class;
    private readonly List<(int First, int Last, double Expected, double Uncertainty, SmearedPoisson Count)> _regions = [];

    public RegionScan(EventClass ofClass, GeneralSearchSettings settings)
    {
        _class = ofClass;
        for (var first = 0; first < ofClass.Expected.Count; first++)
        {
            double expected = 0, uncertainty = 0;
            for (var last = first; last < ofClass.Expected.Count; last++)
            {
                expected += ofClass.Expected[last];
                uncertainty += ofClass.Uncertainties[last];
                if (expected >= settings.LeastExpected && uncertainty <= settings.LargestRelativeUncertainty * expected)
                    _regions.Add((first, last, expected, uncertainty, new SmearedPoisson(expected, uncertainty)));
            }
        }
    }

    public int Regions => _regions.Count;

    /// <summary>The region observed that is least probable; null if no region is looked at.</summary>
    public SearchRegion? Best()
    {
        SearchRegion? best = null;
        var sums = Sums(_class.Observed);
        foreach (var (first, last, expected, uncertainty, count) in _regions)
        {
            var observed = sums[last + 1] - sums[first];
            var pValue = count.TwoSided(observed);
            if (best is null || pValue < best.PValue)
                best = new SearchRegion(_class.Name, first, last, observed, expected, uncertainty, pValue);
        }

        return best;
    }

    /// <summary>The p-value of the least probable region of a pseudo-experiment; 1 if no region is looked at.</summary>
    public double Draw(RandomStream random)
    {
        // The uncertainties of a class move all its bins together.
        var shift = random.Normal();
        var counts = new int[_class.Expected.Count];
        for (var bin = 0; bin < counts.Length; bin++)
            counts[bin] = PoissonDraw.Next(random, Math.Max(_class.Expected[bin] + shift * _class.Uncertainties[bin], 0));
        var sums = Sums(counts);
        var least = 1.0;
        foreach (var (first, last, _, _, count) in _regions)
            least = Math.Min(least, count.TwoSided(sums[last + 1] - sums[first]));
        return least;
    }

    private static int[] Sums(IReadOnlyList<int> counts)
    {
        var sums = new int[counts.Count + 1];
        for (var bin = 0; bin < counts.Count; bin++)
            sums[bin + 1] = sums[bin] + counts[bin];
        return sums;
    }
}
