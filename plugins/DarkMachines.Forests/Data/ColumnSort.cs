namespace DarkMachines.Forests.Data;

/// <summary>Sorts the values of a column: a radix sort by three digits of 11 bits, in time proportional to their number.</summary>
internal static class ColumnSort
{
    private const int DigitBits = 11;
    private const int Digits = 3;
    private const uint Mask = (1u << DigitBits) - 1;

    /// <summary>A whole number that is in order with the value; zero has one only, whatever its sign.</summary>
    /// <param name="value">A finite value.</param>
    public static uint Key(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value + 0f);
        return bits ^ ((uint)((int)bits >> 31) | 0x8000_0000);
    }

    /// <summary>The value of a key.</summary>
    /// <param name="key">What <see cref="Key"/> gave.</param>
    public static float Value(uint key) =>
        BitConverter.UInt32BitsToSingle((key & 0x8000_0000) != 0 ? key ^ 0x8000_0000 : ~key);

    /// <summary>The keys of the values, ascending.</summary>
    /// <param name="values">Finite values.</param>
    public static uint[] SortedKeys(ReadOnlySpan<float> values)
    {
        uint[] keys = new uint[values.Length], other = new uint[values.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = Key(values[i]);
        Span<int> places = stackalloc int[1 << DigitBits];
        for (var shift = 0; shift < Digits * DigitBits; shift += DigitBits)
        {
            Begins(keys, shift, places);
            foreach (var key in keys)
                other[places[(int)((key >> shift) & Mask)]++] = key;
            (keys, other) = (other, keys);
        }

        return keys;
    }

    private static void Begins(ReadOnlySpan<uint> keys, int shift, Span<int> places)
    {
        places.Clear();
        foreach (var key in keys)
            places[(int)((key >> shift) & Mask)]++;
        var sum = 0;
        foreach (ref var place in places)
            (place, sum) = (sum, sum + place);
    }
}
