using System.Globalization;
using System.Text;
using DarkMachines.Data.Events;

namespace DarkMachines.Data.Tests.Events;

/// <summary>The runtime's parser is the reference: it rounds correctly.</summary>
public class DecimalNumberTests
{
    [Fact]
    public void Half_a_million_random_numbers_are_rounded_as_the_runtime_rounds_them()
    {
        var random = new RandomStream(1);
        for (var i = 0; i < 500_000; i++)
            AssertSame(RandomText(random));
    }

    [Fact]
    public void Every_bit_pattern_comes_back_from_its_shortest_and_longest_text()
    {
        var random = new RandomStream(2);
        for (var i = 0; i < 30_000; i++)
        {
            var single = BitConverter.UInt32BitsToSingle((uint)random.NextBits());
            var wide = BitConverter.UInt64BitsToDouble(random.NextBits());
            if (!float.IsFinite(single) || !double.IsFinite(wide))
                continue;
            AssertSame(single.ToString("R", CultureInfo.InvariantCulture));
            AssertSame(single.ToString("g6", CultureInfo.InvariantCulture));
            AssertSame(wide.ToString("R", CultureInfo.InvariantCulture));
            AssertSame(wide.ToString("e25", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Midpoints_between_two_neighbours_and_a_hair_beside_them_are_rounded_correctly()
    {
        var random = new RandomStream(3);
        for (var i = 0; i < 50_000; i++)
        {
            var lower = BitConverter.UInt32BitsToSingle((uint)random.Below(0x7F7FFFFF));
            var midpoint = (lower + (double)MathF.BitIncrement(lower)) / 2;
            var text = midpoint.ToString("e40", CultureInfo.InvariantCulture);
            var e = text.IndexOf('e', StringComparison.Ordinal);
            AssertSame(text);
            AssertSame(text[..e] + "1" + text[e..]);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("0.0000000000000000000000000000000000001")]
    [InlineData("00000000000000000000000000000000000012.5")]
    [InlineData("1.09924e+06")]
    [InlineData("8.17901e-07")]
    [InlineData("5.")]
    [InlineData(".5")]
    [InlineData("+3E-2")]
    [InlineData("16777216")]
    [InlineData("16777217")]
    [InlineData("16777219")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740993e22")]
    [InlineData("18446744073709551615")]
    [InlineData("18446744073709551616")]
    [InlineData("1e-45")]
    [InlineData("7.006492321624085e-46")]
    [InlineData("1.4e-45")]
    [InlineData("3.4028235e38")]
    [InlineData("0e999999999999")]
    [InlineData("1e-999999999999")]
    [InlineData("1.17549435e-38")]
    [InlineData("4.9e-324")]
    [InlineData("2.2250738585072011e-308")]
    public void Notable_numbers_are_rounded_as_the_runtime_rounds_them(string text) => AssertSame(text);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("nan")]
    [InlineData("inf")]
    [InlineData("--1")]
    [InlineData(" 1")]
    [InlineData("1e400")]
    public void What_is_no_finite_number_is_refused(string text)
    {
        var at = 0;
        Assert.False(DecimalNumber.TryDouble(Bytes(text), ref at, out _));
        at = 0;
        Assert.False(DecimalNumber.TrySingle(Bytes(text), ref at, out _));
    }

    [Theory]
    [InlineData("12;", 12, true)]
    [InlineData("-7\n", -7, true)]
    [InlineData("999999999999999999,", 999999999999999999, true)]
    [InlineData("1000000000000000000;", 0, false)]
    [InlineData("-;", 0, false)]
    [InlineData("x", 0, false)]
    public void Whole_numbers_have_up_to_eighteen_digits(string text, long expected, bool isOne)
    {
        var at = 0;
        Assert.Equal(isOne, DecimalNumber.TryWhole(Bytes(text), ref at, out var value));
        if (isOne)
            Assert.Equal((expected, text.TrimEnd('\n').TrimEnd(';', ',').Length), (value, at));
    }

    private static void AssertSame(string text)
    {
        var at = 0;
        var expected = double.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(double.IsFinite(expected), DecimalNumber.TryDouble(Bytes(text), ref at, out var wide));
        if (double.IsFinite(expected) && (BitConverter.DoubleToInt64Bits(expected) != BitConverter.DoubleToInt64Bits(wide) || at != text.Length))
            Assert.Fail($"{text} became {wide:R}");

        at = 0;
        var single = float.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(float.IsFinite(single), DecimalNumber.TrySingle(Bytes(text), ref at, out var narrow));
        if (float.IsFinite(single) && (BitConverter.SingleToInt32Bits(single) != BitConverter.SingleToInt32Bits(narrow) || at != text.Length))
            Assert.Fail($"{text} became {narrow:R}");
    }

    // Any number of digits up to 24, a point anywhere or nowhere, an exponent half the time.
    private static string RandomText(RandomStream random)
    {
        var text = new StringBuilder();
        if (random.Below(2) == 0)
            text.Append('-');
        var digits = 1 + (random.Below(2) == 0 ? random.Below(7) : random.Below(24));
        var point = random.Below(2 * digits);
        for (var i = 0; i < digits; i++)
        {
            text.Append((char)('0' + random.Below(10)));
            if (i == point)
                text.Append('.');
        }

        if (random.Below(2) == 0)
            text.Append(CultureInfo.InvariantCulture, $"e{random.Below(100) - 50}");
        return text.ToString();
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text + "\n");
}
