using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Tests;

public class RandomStreamTests
{
    [Fact]
    public void The_sequence_is_fixed_for_all_time()
    {
        var random = new RandomStream(seed: 1, stream: 2);
        Assert.Equal(
            [random.NextBits(), random.NextBits(), random.NextBits()],
            [new RandomStream(1, 2).NextBits(), .. Second(new RandomStream(1, 2))]);

        static ulong[] Second(RandomStream r)
        {
            r.NextBits();
            return [r.NextBits(), r.NextBits()];
        }
    }

    [Fact]
    public void Below_stays_below_its_bound() => Check.QuickThrowOnFailure(
        Prop.ForAll<ulong, int>((seed, bound) =>
        {
            bound = Math.Max(1, Math.Abs(bound % 1000));
            return new RandomStream(seed).Below(bound) is var n && n >= 0 && n < bound;
        }));
}
