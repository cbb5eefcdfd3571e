using DarkMachines.Mixtures.Numerics;
using DarkMachines.Testing;

namespace DarkMachines.Mixtures.Tests;

/// <summary>The vector kernels against plain loops.</summary>
public class PointBlockTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 31)]
    [InlineData(5, 33)]
    [InlineData(20, 64)]
    public void Distances_and_moments_are_those_of_plain_loops(int columns, int count)
    {
        var random = new RandomStream((ulong)(columns * 1000 + count));
        var rows = TestTables.Normals(random, columns * count);
        double[] centre = [.. TestTables.Normals(random, columns).Select(v => (double)v)];
        double[] triangle = [.. TestTables.Normals(random, columns * (columns + 1) / 2).Select(v => (double)v)];
        var scale = ColumnScale.Of(TrainingRows.Check(TestTables.Table(columns, rows)), standardise: false);
        var block = new PointBlock(columns);
        block.Fill(rows, scale);

        double[][] differences = [.. rows.Chunk(columns).Select(row => row.Select((v, c) => v - scale.Means[c] - centre[c]).ToArray())];
        double Length(double[] d, Func<int, double> y) => Enumerable.Range(0, columns).Sum(i => y(i) * y(i));
        var squares = new double[PointBlock.Points];
        foreach (var (factor, expected) in new (double[], Func<double[], double>)[]
        {
            ([], d => Length(d, i => d[i])),
            (triangle[..columns], d => Length(d, i => triangle[i] * d[i])),
            (triangle, d => Length(d, i => Enumerable.Range(0, i + 1).Sum(j => triangle[i * (i + 1) / 2 + j] * d[j]))),
        })
        {
            block.SquaredDistances(centre, factor, squares);
            for (var p = 0; p < count; p++)
                Assert.Equal(expected(differences[p]), squares[p], 1e-9 * (1 + squares[p]));
        }

        double[] weights = [.. Enumerable.Range(0, PointBlock.Points).Select(p => p < count ? random.Uniform() : 0)];
        double[] first = new double[columns], second = new double[triangle.Length];
        block.AddMoments(centre, weights, first, second);
        for (var i = 0; i < columns; i++)
        {
            Assert.Equal(Enumerable.Range(0, count).Sum(p => weights[p] * differences[p][i]), first[i], 1e-9);
            for (var j = 0; j <= i; j++)
                Assert.Equal(Enumerable.Range(0, count).Sum(p => weights[p] * differences[p][i] * differences[p][j]), second[i * (i + 1) / 2 + j], 1e-9);
        }
    }

    [Fact]
    public void A_triangle_s_inverse_undoes_it()
    {
        // A = [[4, 2], [2, 5]]: L = [[2, 0], [1, 2]].
        double[] factor = Triangle.Cholesky([4, 2, 5], 2);
        Assert.Equal([2, 1, 2], factor);
        Assert.Equal([0.5, -0.25, 0.5], Triangle.Inverse(factor, 2));
        Assert.Contains(double.NaN, Triangle.Cholesky([1, 2, 1], 2));
    }

    [Fact]
    public void Threads_do_not_change_a_bit_of_many_rows()
    {
        var rows = TestTables.Table(2, TestTables.Normals(new RandomStream(6), 40_000));
        var options = new GaussianMixtureOptions { Components = 3, MaxIterations = 5 };
        var expected = new GaussianMixture(options).Fit(rows, new FitContext(1)).LogDensities(Golden.Query[..24]);
        Assert.Equal(expected, new GaussianMixture(options).Fit(rows, new FitContext(1, threads: 4)).LogDensities(Golden.Query[..24]));
    }
}
