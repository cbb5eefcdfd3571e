namespace DarkMachines.Forests;

/// <summary>Rows drawn at random.</summary>
internal static class RowSample
{
    /// <summary>Draws different rows, each equally likely (Floyd's algorithm: Bentley, Commun. ACM 30 (1987) 754).</summary>
    /// <param name="rows">How many there are.</param>
    /// <param name="count">How many are drawn.</param>
    /// <param name="random">What to draw with.</param>
    public static int[] Draw(int rows, int count, RandomStream random)
    {
        var drawn = new HashSet<int>(count);
        var sample = new int[count];
        for (var i = 0; i < count; i++)
        {
            var last = rows - count + i;
            var row = random.Below(last + 1);
            if (!drawn.Add(row))
                drawn.Add(row = last);
            sample[i] = row;
        }

        return sample;
    }

    /// <summary>Draws rows with chances in proportion to their weights, as if there were endlessly many of each: one may come twice.</summary>
    /// <param name="upTo">For each row the sum of the weights up to and with it.</param>
    /// <param name="count">How many are drawn.</param>
    /// <param name="random">What to draw with.</param>
    public static int[] DrawWeighted(double[] upTo, int count, RandomStream random)
    {
        var sample = new int[count];
        foreach (ref var row in sample.AsSpan())
        {
            // The first row that ends above the place drawn: never one of weight zero, which ends where the one before does.
            var place = Array.BinarySearch(upTo, random.Uniform() * upTo[^1], AboveIfEqual.Instance);
            row = ~place;
        }

        return sample;
    }

    private sealed class AboveIfEqual : IComparer<double>
    {
        public static AboveIfEqual Instance { get; } = new();

        public int Compare(double x, double y) => x <= y ? -1 : 1;
    }
}
