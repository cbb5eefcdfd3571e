using System.Buffers.Binary;

namespace DarkMachines.Data.Events;

/// <summary>The checksum of ZIP files (ISO 3309, polynomial 0x04C11DB7), of pieces that are joined afterwards.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const uint One = 1u << 31; // Bits stand in reverse: the highest is x⁰.
    private const int Slices = 8;
    private const int Values = 256;

    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of some bytes, eight at a time (Kounavis and Berry, IEEE Trans. Comput. 57 (2008) 1550).</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var table = Table;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[7 * Values + (byte)low] ^ table[6 * Values + (byte)(low >> 8)]
                ^ table[5 * Values + (byte)(low >> 16)] ^ table[4 * Values + (int)(low >> 24)]
                ^ table[3 * Values + (byte)high] ^ table[2 * Values + (byte)(high >> 8)]
                ^ table[Values + (byte)(high >> 16)] ^ table[(int)(high >> 24)];
        }

        foreach (var value in bytes)
            crc = (crc >> 8) ^ table[(byte)crc ^ value];
        return ~crc;
    }

    /// <summary>The checksum of two pieces, one after the other.</summary>
    /// <param name="first">Checksum of the first.</param>
    /// <param name="second">Checksum of the second.</param>
    /// <param name="secondLength">Bytes of the second.</param>
    public static uint Join(uint first, uint second, long secondLength)
    {
        // The first piece's remainder is moved up by x^(8 length): powers by repeated squaring.
        var shift = One;
        for (var (power, left) = (One >> 8, secondLength); left > 0; left >>= 1, power = Multiply(power, power))
        {
            if ((left & 1) != 0)
                shift = Multiply(shift, power);
        }

        return Multiply(shift, first) ^ second;
    }

    private static uint Multiply(uint a, uint b)
    {
        var product = 0u;
        for (var bit = One; bit != 0; bit >>= 1, b = TimesX(b))
        {
            if ((a & bit) != 0)
                product ^= b;
        }

        return product;
    }

    private static uint TimesX(uint a) => (a & 1) != 0 ? (a >> 1) ^ Polynomial : a >> 1;

    private static uint[] MakeTable()
    {
        var table = new uint[Slices * Values];
        for (uint value = 0; value < Values; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
                crc = TimesX(crc);
            table[value] = crc;
        }

        for (var i = Values; i < table.Length; i++)
            table[i] = (table[i - Values] >> 8) ^ table[(byte)table[i - Values]];
        return table;
    }
}
