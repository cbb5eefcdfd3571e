using System.Runtime.CompilerServices;
using DarkMachines.Mixtures.Numerics;

namespace DarkMachines.Mixtures;

/// <summary>Lloyd's algorithm from the start of k-means++ (Arthur and Vassilvitskii, SODA 2007, section 2.2).</summary>
/// <param name="rows">Training rows.</param>
/// <param name="scale">Where distances are measured.</param>
/// <param name="context">Seed, threads and cancellation.</param>
internal sealed class KMeansFit(TrainingRows rows, ColumnScale scale, FitContext context)
{
    private readonly int _columns = scale.Columns;

    /// <summary>Centres, and the weighted sum of squared distances to them.</summary>
    /// <param name="clusters">Number of centres; fewer where there are fewer distinct rows.</param>
    /// <param name="maxIterations">Most assignments.</param>
    /// <param name="stream">Stream of the random numbers.</param>
    public (Centres Centres, double Inertia) Run(int clusters, int maxIterations, ulong stream)
    {
        var centres = Start(clusters, context.Random(stream));
        var inertia = double.PositiveInfinity;
        for (var iteration = 0; iteration < maxIterations; iteration++)
        {
            var sums = Assign(centres);
            if (!(sums[^1] < inertia))
                break;
            inertia = sums[^1];
            centres = Means(centres, sums);
        }

        return (centres, inertia);
    }

    /// <summary>Draws rows, each with probability proportional to weight times squared distance to the nearest drawn before.</summary>
    /// <param name="clusters">How many; fewer where there are fewer distinct rows.</param>
    /// <param name="random">Random numbers.</param>
    public Centres Start(int clusters, RandomStream random)
    {
        var squares = new double[rows.Count];
        Array.Fill(squares, 1);
        var points = new List<double>();
        for (var k = 0; k < clusters; k++)
        {
            var chosen = Draw(squares, random);
            if (chosen < 0)
                break;
            var centre = Scaled(chosen);
            points.AddRange(centre);
            var isFirst = k == 0;
            Pieces.Sum(rows.Table, scale, 0, context, () => new Nearer(centre, squares, isFirst));
        }

        return new Centres(scale, [.. points]);
    }

    // −1 if all rows that count lie on centres.
    private int Draw(double[] squares, RandomStream random)
    {
        var total = 0.0;
        for (var row = 0; row < squares.Length; row++)
            total += rows.Weight(row) * squares[row];
        var left = random.Uniform() * total;
        var last = -1;
        for (var row = 0; row < squares.Length; row++)
        {
            var share = rows.Weight(row) * squares[row];
            if (!(share > 0))
                continue;
            last = row;
            if ((left -= share) < 0)
                break;
        }

        return last;
    }

    private double[] Scaled(int row)
    {
        var point = new double[_columns];
        for (var c = 0; c < _columns; c++)
            point[c] = (rows.Table.Row(row)[c] - scale.Means[c]) * scale.Units[c];
        return point;
    }

    /// <summary>For each centre the sum of its rows and that of their weights, and last the sum of squared distances.</summary>
    public double[] Assign(Centres centres)
    {
        var sums = Pieces.Sum(rows.Table, scale, centres.Count * (_columns + 1) + 1, context, () => new Assignment(rows, centres));
        for (var k = 0; k < centres.Count; k++)
        {
            for (var c = 0; c < _columns; c++)
                sums[k * (_columns + 1) + c] *= scale.Units[c];
        }

        return sums;
    }

    // A centre that nothing is nearest to stays where it is.
    private Centres Means(Centres old, double[] sums)
    {
        var points = (double[])old.Points.Clone();
        for (var k = 0; k < old.Count; k++)
        {
            var sum = sums.AsSpan(k * (_columns + 1), _columns + 1);
            if (!(sum[_columns] > 0))
                continue;
            for (var c = 0; c < _columns; c++)
                points[k * _columns + c] = sum[c] / sum[_columns];
        }

        return new Centres(scale, points);
    }

    /// <summary>Lowers squared distances to those to a new centre.</summary>
    private sealed class Nearer(double[] centre, double[] squares, bool isFirst) : IBlockWork
    {
        private readonly double[] _own = new double[PointBlock.Points];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(PointBlock block, int start, int count, Span<double> sums)
        {
            block.SquaredDistances(centre, [], _own);
            for (var p = 0; p < count; p++)
                squares[start + p] = isFirst ? _own[p] : Math.Min(squares[start + p], _own[p]);
        }
    }

    // Sums rows as they lie in the table, about the columns' means: their units come in once, when all are summed.
    private sealed class Assignment(TrainingRows rows, Centres centres) : IBlockWork
    {
        private readonly double[] _squares = new double[PointBlock.Points];
        private readonly long[] _nearest = new long[PointBlock.Points];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(PointBlock block, int start, int count, Span<double> sums)
        {
            centres.Nearest(block, _nearest, _squares);
            var columns = centres.Scale.Columns;
            ReadOnlySpan<double> means = centres.Scale.Means;
            for (var p = 0; p < count; p++)
            {
                var weight = rows.Weight(start + p);
                var nearest = (int)_nearest[p];
                var row = rows.Table.Row(start + p);
                var sum = sums.Slice(nearest * (columns + 1), row.Length);
                for (var c = 0; c < row.Length; c++)
                    sum[c] += weight * (row[c] - means[c]);
                sums[nearest * (columns + 1) + columns] += weight;
                sums[^1] += weight * _squares[p];
            }
        }
    }
}
