using System.Globalization;

namespace DarkMachines.Challenges.Surrogates.Networks;

/// <summary>
/// How the inputs of a published network are standardised, from a table in text. Either with the header
/// <c>parameter,mean,stdev,min,max</c>, and a last line with mean and deviation of the output; or with
/// <c>parameter,min,max</c> and whatever follows, where each parameter is standardised as if uniform over its range.
/// </summary>
/// <param name="Names">The parameters.</param>
/// <param name="Inputs">The standardised inputs.</param>
/// <param name="Ranges">The parameters' ranges.</param>
/// <param name="Mean">Mean of the output; 0 if the table does not tell.</param>
/// <param name="Deviation">Deviation of the output; 1 if the table does not tell.</param>
internal sealed record NetworkScaling(IReadOnlyList<string> Names, IReadOnlyList<NetworkInput> Inputs, IReadOnlyList<ValidRange> Ranges, double Mean, double Deviation)
{
    private const string MomentsHeader = "parameter,mean,stdev,min,max";
    private const string RangesHeader = "parameter,min,max";

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inputs">Inputs of the network.</param>
    /// <exception cref="UserInputException">It cannot be read, is malformed, or has another number of inputs.</exception>
    public static NetworkScaling Read(string path, int inputs)
    {
        var lines = Lines(path);
        var isMoments = lines[0] == MomentsHeader;
        if (!isMoments && lines[0] != RangesHeader && !lines[0].StartsWith(RangesHeader + ",", StringComparison.Ordinal))
            throw Malformed(path, $"its first line is neither '{MomentsHeader}' nor '{RangesHeader}'");
        string[][] rows = [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))];
        var outputs = isMoments && rows.Length == inputs + 1 ? 1 : 0;
        if (rows.Length - outputs != inputs)
            throw Malformed(path, FormattableString.Invariant($"it has {rows.Length - (isMoments ? 1 : 0)} inputs, and the network {inputs}"));
        double[][] numbers = [.. rows.Take(inputs).Select(cells => Numbers(path, cells, isMoments ? 4 : 2))];
        var answer = outputs == 1 ? Numbers(path, rows[^1], 2) : [0, 1];
        MeanInput[] standardised = [.. numbers.Select((row, i) => isMoments ? new MeanInput(i, 1, row[0], row[1]) : Uniform(i, row[0], row[1]))];
        if (Array.FindIndex(standardised, input => !(input.Deviation > 0)) is var wrong and >= 0)
            throw Malformed(path, $"'{rows[wrong][0]}' has no spread to divide by");
        return new NetworkScaling(
            [.. rows.Take(inputs).Select(cells => cells[0])],
            standardised,
            [.. numbers.Select(row => new ValidRange((float)row[^2], (float)row[^1]))],
            answer[0], answer[1]);
    }

    private static MeanInput Uniform(int place, double low, double high) => new(place, 1, (high + low) / 2, (high - low) / Math.Sqrt(12));

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path) is { Length: > 0 } lines ? lines : throw Malformed(path, "it is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("file-unreadable", $"'{path}' cannot be read: {e.Message}", "Check the path, and that you may read the file.", e);
        }
    }

    private static double[] Numbers(string path, string[] cells, int count)
    {
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            if (i + 1 >= cells.Length || !double.TryParse(cells[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
                throw Malformed(path, FormattableString.Invariant($"'{cells[0]}' needs {count} numbers"));
        }

        return numbers;
    }

    private static UserInputException Malformed(string path, string what) => new("scaling-malformed", $"The scaling '{path}' is wrong: {what}.", "Fetch or write the file again.");
}
