using System.Numerics;

namespace DarkMachines;

/// <summary>
/// A seeded generator whose sequence is fixed for all time and every platform: xoshiro256** (Blackman and Vigna,
/// ACM Trans. Math. Softw. 47 (2021) 36), its state filled by SplitMix64 from a seed and a stream number.
/// Not safe to share between threads: give each piece of work a stream of its own.
/// </summary>
public sealed class RandomStream
{
    private ulong _a, _b, _c, _d;
    private double _spareNormal = double.NaN;

    /// <summary>Makes the generator for one stream of a seed.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="stream">Number of the stream; streams of one seed are independent.</param>
    public RandomStream(ulong seed, ulong stream = 0)
    {
        var state = Mix(seed) ^ Mix(~stream);
        _a = Next(ref state);
        _b = Next(ref state);
        _c = Next(ref state);
        _d = Next(ref state);

        static ulong Next(ref ulong state) => Mix(state += 0x9E3779B97F4A7C15);
    }

    /// <summary>A seed derived from another: the same for the same arguments, unrelated for others.</summary>
    /// <param name="seed">The seed to derive from.</param>
    /// <param name="number">Number of the derived seed.</param>
    public static ulong DeriveSeed(ulong seed, ulong number) => Mix(Mix(seed) + Mix(~number));

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A whole number from 0 to <paramref name="bound"/> − 1, each equally likely.</summary>
    /// <param name="bound">At least 1.</param>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);

        // Lemire, ACM Trans. Model. Comput. Simul. 29 (2019) 3: reject the few products that would favour small numbers.
        var product = (ulong)(uint)(NextBits() >> 32) * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            var threshold = (uint)-bound % (uint)bound;
            while ((uint)product < threshold)
                product = (ulong)(uint)(NextBits() >> 32) * (uint)bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>A number from the uniform distribution on [0, 1), a multiple of 2⁻⁵³.</summary>
    public double Uniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from the standard normal distribution (Marsaglia's polar method).</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            var spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        while (true)
        {
            double x = 2 * Uniform() - 1, y = 2 * Uniform() - 1, square = x * x + y * y;
            if (square is 0 or >= 1)
                continue;
            var scale = Math.Sqrt(-2 * Math.Log(square) / square);
            _spareNormal = y * scale;
            return x * scale;
        }
    }

    /// <summary>Puts the items into a random order, each equally likely (Fisher and Yates).</summary>
    /// <param name="items">The items.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    // The finaliser of SplitMix64.
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
