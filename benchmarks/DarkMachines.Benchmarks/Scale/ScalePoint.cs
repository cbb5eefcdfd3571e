using System.Globalization;

namespace DarkMachines.Benchmarks.Scale;

/// <summary>What one fit took.</summary>
/// <param name="Rows">Rows fitted.</param>
/// <param name="FitSeconds">Seconds of the fit.</param>
/// <param name="ScoreSeconds">Seconds a row scored.</param>
/// <param name="PeakBytes">Peak memory of the process, data and runtime included.</param>
internal sealed record ScalePoint(int Rows, double FitSeconds, double ScoreSeconds, long PeakBytes)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows} {FitSeconds} {ScoreSeconds} {PeakBytes}");

    public static ScalePoint? Parse(string? line) =>
        line?.Split(' ') is [var rows, var fit, var score, var bytes]
            ? new ScalePoint(Number<int>(rows), Number<double>(fit), Number<double>(score), Number<long>(bytes))
            : null;

    private static T Number<T>(string word)
        where T : ISpanParsable<T> => T.Parse(word, CultureInfo.InvariantCulture);
}
