using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Linear.Tests;

/// <summary>The kernels against the plainest of loops.</summary>
public class VectorsTests
{
    [Fact]
    public void Kernels_agree_with_loops_at_every_length()
    {
        for (var length = 0; length < 40; length++)
        {
            var random = new RandomStream((ulong)length);
            var (a, b, sum) = (Normal(length), Normal(length), Normal(length));
            var dot = 0.0;
            for (var i = 0; i < length; i++)
                dot += a[i] * b[i];
            Assert.Equal(dot, Vectors.Dot(a, b), 1e-12);

            var added = sum.Select((s, i) => s + 1.5 * a[i]).ToArray();
            Vectors.AddMultiple(1.5, a, sum);
            Assert.Equal(added, sum);

            var product = new double[length];
            Vectors.Multiply(a, b, product);
            Assert.Equal(a.Zip(b, (x, y) => x * y), product);

            double[] Normal(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Normal())];
        }
    }

    [Fact]
    public void A_tile_adds_the_products_that_loops_add() => Check.QuickThrowOnFailure(Prop.ForAll<ulong>(seed =>
    {
        var random = new RandomStream(seed);
        var tile = new ColumnTile(3) { RowCount = 1 + random.Below(RowSum.RowsInStep) };
        for (var j = 0; j < 3; j++)
        {
            foreach (ref var value in tile.Column(j))
                value = random.Normal();
        }

        double[] weights = [.. Enumerable.Range(0, tile.RowCount).Select(_ => random.Uniform())];
        double[] lower = new double[12], whole = new double[12];
        tile.AddProducts(weights, 3, lower, stride: 4);
        tile.AddProducts(weights, 3, whole, stride: 4, isWhole: true);
        return Enumerable.Range(0, 12).All(place =>
        {
            var (j, k) = (place / 4, place % 4);
            var expected = k == 3 ? 0 : Enumerable.Range(0, tile.RowCount).Sum(i => weights[i] * tile.Column(j)[i] * tile.Column(k)[i]);
            return Math.Abs(whole[place] - expected) < 1e-10 && Math.Abs(lower[place] - (k <= j ? expected : 0)) < 1e-10;
        });
    }));
}
