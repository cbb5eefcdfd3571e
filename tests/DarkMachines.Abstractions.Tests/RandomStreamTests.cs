using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Tests;

public class RandomStreamTests
{
    [Fact]
    public void The_sequence_is_fixed_for_all_time()
    {
        // Computed apart from this code, from the published definitions of xoshiro256** and SplitMix64.
        Assert.Equal([0x351245E9A74C2F5D, 0x47F9F997E76AE135, 0x2393EC2A8AB99536], FirstThree(new RandomStream(seed: 1, stream: 2)));
        Assert.Equal([0xB3AFEED42D38B55B, 0xAB3EB9A3960E89A9, 0x25C542BABA284F1A], FirstThree(new RandomStream(seed: 0)));
        Assert.Equal(0x5C835F6635141A0Du, RandomStream.DeriveSeed(7, 3));

        static ulong[] FirstThree(RandomStream random) => [random.NextBits(), random.NextBits(), random.NextBits()];
    }

    [Fact]
    public void Uniform_and_normal_numbers_have_their_moments()
    {
        const int count = 200_000;
        var random = new RandomStream(seed: 5);
        double uniform = 0, normal = 0, square = 0, fourth = 0;
        for (var i = 0; i < count; i++)
        {
            uniform += random.Uniform() / count;
            var z = random.Normal();
            normal += z / count;
            square += z * z / count;
            fourth += z * z * z * z / count;
        }

        // Five standard errors each: 1/sqrt(12 n), 1/sqrt(n), sqrt(2/n), sqrt(96/n).
        Assert.Equal(0.5, uniform, 5 / Math.Sqrt(12.0 * count));
        Assert.Equal(0, normal, 5 / Math.Sqrt(count));
        Assert.Equal(1, square, 5 * Math.Sqrt(2.0 / count));
        Assert.Equal(3, fourth, 5 * Math.Sqrt(96.0 / count));
    }

    [Fact]
    public void A_shuffle_reaches_every_order_equally_often()
    {
        var random = new RandomStream(seed: 6);
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 24_000; i++)
        {
            var items = "abcd".ToCharArray();
            random.Shuffle<char>(items);
            counts[new string(items)] = counts.GetValueOrDefault(new string(items)) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, n => Assert.InRange(n, 1000 - 160, 1000 + 160));
    }

    [Fact]
    public void Below_stays_below_its_bound() => Check.QuickThrowOnFailure(
        Prop.ForAll<ulong, int>((seed, bound) =>
        {
            bound = Math.Max(1, Math.Abs(bound % 1000));
            return new RandomStream(seed).Below(bound) is var n && n >= 0 && n < bound;
        }));
}
