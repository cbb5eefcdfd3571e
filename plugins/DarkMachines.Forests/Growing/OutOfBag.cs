using System.Collections;

namespace DarkMachines.Forests.Growing;

/// <summary>The means, for each training row, of the trees that were grown without it (Breiman, Mach. Learn. 45 (2001) 5, Section 3.1).</summary>
internal static class OutOfBag
{
    /// <summary>Row-major means, one a target; NaN for a row that every tree was grown on.</summary>
    /// <param name="forest">The grown forest.</param>
    /// <param name="table">The training rows.</param>
    /// <param name="used">Those of weight above zero, which the trees were grown on.</param>
    /// <param name="targets">Number of targets.</param>
    /// <param name="context">Threads and cancellation.</param>
    public static double[] Means(GrownForest forest, FeatureTable table, int[] used, int targets, FitContext context)
    {
        var block = Math.Clamp((table.RowCount + context.Threads - 1) / context.Threads, 1, TreeEnsemble.BlockRows);
        var means = new double[checked(table.RowCount * targets)];
        var places = new int[table.RowCount];
        Array.Fill(places, -1);
        for (var place = 0; place < used.Length; place++)
            places[used[place]] = place;
        context.ForEach((table.RowCount + block - 1) / block, number =>
        {
            var start = number * block;
            var count = Math.Min(block, table.RowCount - start);
            var sums = new Sums(forest.Drawn, forest.Trees.Width, places.AsSpan(start, count), means.AsSpan(start * targets, count * targets), new int[count]);
            forest.Trees.Visit(table.SliceRows(start, count).Values, table.ColumnCount, ref sums);
            sums.Divide();
        });
        return means;
    }

    private readonly ref struct Sums(BitArray[] drawn, int leafWidth, ReadOnlySpan<int> places, Span<double> sums, Span<int> counts) : ILeafSums
    {
        private readonly ReadOnlySpan<int> _places = places;
        private readonly Span<double> _sums = sums;
        private readonly Span<int> _counts = counts;

        public void Add(int row, int tree, scoped ReadOnlySpan<int> leaves, ReadOnlySpan<float> values)
        {
            var width = _sums.Length / _counts.Length;
            foreach (var leaf in leaves)
            {
                if (_places[row] < 0 || !drawn[tree][_places[row]])
                {
                    _counts[row]++;
                    for (var k = 0; k < width; k++)
                        _sums[row * width + k] += values[leaf * leafWidth + k];
                }

                row++;
            }
        }

        public void Divide()
        {
            var width = _sums.Length / _counts.Length;
            for (var i = 0; i < _sums.Length; i++)
                _sums[i] /= _counts[i / width];
        }
    }
}
