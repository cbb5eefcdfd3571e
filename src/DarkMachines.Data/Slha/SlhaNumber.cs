using System.Globalization;

namespace DarkMachines.Data.Slha;

/// <summary>Numbers as generators write them: with a decimal point, and an exponent after <c>E</c> or Fortran's <c>D</c>.</summary>
internal static class SlhaNumber
{
    private const int MostCharacters = 64;

    public static bool TryParse(ReadOnlySpan<char> word, out double number)
    {
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return true;
        if (word.IndexOfAny('d', 'D') < 0 || word.Length > MostCharacters)
            return false;
        Span<char> translated = stackalloc char[word.Length];
        for (var i = 0; i < word.Length; i++)
            translated[i] = word[i] is 'd' or 'D' ? 'E' : word[i];
        return double.TryParse(translated, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    public static bool TryParseWhole(ReadOnlySpan<char> word, out int number) =>
        int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    /// <summary>The form in which generators write: seventeen digits, which tell every float64 apart.</summary>
    public static string Write(double number) => number.ToString("E16", CultureInfo.InvariantCulture);
}
