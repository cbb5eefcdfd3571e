using System.Globalization;

namespace DarkMachines.Cli.Commands;

/// <summary>Times and sizes as users write them.</summary>
internal static class Quantity
{
    private const double LongestSeconds = 365 * 86400.0;
    private const int MostMegabytes = 1 << 30;

    /// <summary>Seconds of <c>90</c>, <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>1d</c>, <c>mm:ss</c> or <c>hh:mm:ss</c>.</summary>
    public static double Seconds(string option, string text)
    {
        var seconds = text.Contains(':', StringComparison.Ordinal) ? OfClock(text) : OfUnit(text, ("s", 1), ("m", 60), ("h", 3600), ("d", 86400));
        return seconds is > 0 and <= LongestSeconds ? seconds.Value : throw new UsageException(
            "invalid-option", $"{option} is '{text}', which is no time between 0 and 365 days.", "Write seconds, 90s, 15m, 2h, 1d or hh:mm:ss.");
    }

    /// <summary>Units of 2^20 bytes of <c>512</c>, <c>512M</c> or <c>4G</c>.</summary>
    public static int Megabytes(string option, string text)
    {
        var megabytes = OfUnit(text, ("m", 1), ("mb", 1), ("g", 1024), ("gb", 1024), ("t", 1 << 20), ("tb", 1 << 20));
        return megabytes is >= 1 and <= MostMegabytes ? (int)megabytes : throw new UsageException(
            "invalid-option", $"{option} is '{text}', which is no size of at least one megabyte.", "Write megabytes, 512M or 4G.");
    }

    private static double? OfClock(string text)
    {
        double seconds = 0;
        foreach (var part in text.Split(':'))
        {
            if (Number(part) is not { } number)
                return null;
            seconds = 60 * seconds + number;
        }

        return text.Count(c => c == ':') <= 2 ? seconds : null;
    }

    private static double? OfUnit(string text, params (string Name, double Factor)[] units)
    {
        var digits = text.TrimEnd([.. "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"]);
        var unit = text[digits.Length..];
        var factor = unit.Length == 0 ? units[0].Factor : units.FirstOrDefault(u => u.Name.Equals(unit, StringComparison.OrdinalIgnoreCase)).Factor;
        return factor > 0 ? Number(digits) * factor : null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
