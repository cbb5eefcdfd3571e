using System.Globalization;
using System.Runtime.CompilerServices;

namespace DarkMachines.Data.Events;

/// <summary>
/// Reads decimal numbers from bytes, each rounded to the nearest float32 or float64. Where digits and power of ten are
/// exact in the type, one multiplication or division rounds correctly (Clinger, PLDI 1990); the rest, which files of six
/// digits hardly have, goes to the runtime's parser.
/// </summary>
/// <remarks>The text must end in a byte that no number holds, such as a line feed: that is what ends the last number.</remarks>
internal static class DecimalNumber
{
    private const int MostDigits = 19;
    private const int MostExponent = 99_999;

    private static readonly float[] SinglePowers = [1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f];

    private static readonly double[] DoublePowers =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Reads a number as float32.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the number begins; afterwards, the first byte that is not of it.</param>
    /// <param name="value">The number.</param>
    /// <returns>False if there is no number, or none that is finite in the type.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TrySingle(ReadOnlySpan<byte> text, ref int at, out float value)
    {
        var start = at;
        if (!Scan(text, ref at, out var digits, out var exponent, out var isNegative))
        {
            value = 0;
            return false;
        }

        if (digits <= 1 << 24 && (uint)(exponent + 10) <= 20)
        {
            var magnitude = exponent < 0 ? (int)digits / SinglePowers[-exponent] : (int)digits * SinglePowers[exponent];
            value = isNegative ? -magnitude : magnitude;
            return true;
        }

        return float.TryParse(text[start..at], NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
    }

    /// <summary>Reads a number as float64.</summary>
    /// <inheritdoc cref="TrySingle"/>
    public static bool TryDouble(ReadOnlySpan<byte> text, ref int at, out double value)
    {
        var start = at;
        if (!Scan(text, ref at, out var digits, out var exponent, out var isNegative))
        {
            value = 0;
            return false;
        }

        if (digits <= 1L << 53 && (uint)(exponent + 22) <= 44)
        {
            var magnitude = exponent < 0 ? (long)digits / DoublePowers[-exponent] : (long)digits * DoublePowers[exponent];
            value = isNegative ? -magnitude : magnitude;
            return true;
        }

        return double.TryParse(text[start..at], NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>Reads a whole number of at most 18 digits.</summary>
    /// <inheritdoc cref="TrySingle"/>
    public static bool TryWhole(ReadOnlySpan<byte> text, ref int at, out long value)
    {
        var isNegative = text[at] == '-';
        if (isNegative)
            at++;
        var start = at;
        value = 0;
        while ((uint)(text[at] - '0') <= 9 && at - start < 18)
            value = value * 10 + (text[at++] - '0');
        if (isNegative)
            value = -value;
        return at > start && (uint)(text[at] - '0') > 9;
    }

    // digits × 10^exponent is the number's magnitude; too many digits are given back as an exponent that no fast path takes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Scan(ReadOnlySpan<byte> text, ref int at, out ulong digits, out int exponent, out bool isNegative)
    {
        digits = 0;
        exponent = 0;
        var i = at;
        isNegative = text[i] == '-';
        if (isNegative || text[i] == '+')
            i++;

        uint digit;
        var start = i;
        while ((digit = (uint)(text[i] - '0')) <= 9)
        {
            digits = digits * 10 + digit;
            i++;
        }

        var count = i - start;
        if (text[i] == '.')
        {
            start = ++i;
            while ((digit = (uint)(text[i] - '0')) <= 9)
            {
                digits = digits * 10 + digit;
                i++;
            }

            exponent = start - i;
            count -= exponent;
        }

        at = i;
        if (count == 0)
            return false;
        if ((text[i] | 0x20) == 'e' && !ScanExponent(text, ref at, ref exponent))
            return false;
        if (count > MostDigits)
            exponent = MostExponent;
        return true;
    }

    private static bool ScanExponent(ReadOnlySpan<byte> text, ref int at, ref int exponent)
    {
        at++;
        var isNegative = text[at] == '-';
        if (isNegative || text[at] == '+')
            at++;
        var start = at;
        var power = 0;
        for (uint digit; (digit = (uint)(text[at] - '0')) <= 9; at++)
            power = Math.Min(MostExponent, power * 10 + (int)digit);
        exponent += isNegative ? -power : power;
        return at > start;
    }
}
