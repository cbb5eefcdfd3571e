using System.Globalization;

namespace DarkMachines.Challenges.Surrogates.Networks;

/// <summary>
/// A published network for a likelihood, such as those of the MSSM7 and of the cosmic microwave background (Dark Machines
/// High Dimensional Sampling Group, JHEP 05 (2021) 108): all inputs and the output are standardised.
/// </summary>
public static class LikelihoodNetwork
{
    private const string Header = "parameter,mean,stdev,min,max";

    /// <summary>Reads a network.</summary>
    /// <param name="weights">File of the weights.</param>
    /// <param name="scaling">CSV with mean, standard deviation and range of each input, and last mean and deviation of the output.</param>
    /// <param name="output">What the output is called.</param>
    /// <returns>The network; it writes itself as ONNX.</returns>
    /// <exception cref="UserInputException">A file cannot be read, is malformed, or they do not fit together.</exception>
    public static ISurrogateModel Read(string weights, string scaling, string output)
    {
        var network = DenseNetwork.Read(weights);
        var lines = Lines(scaling);
        if (lines.Count != network.Inputs + 1)
            throw Malformed(scaling, $"it has {lines.Count - 1} inputs, and the network {network.Inputs}");
        var numbers = lines.Select((cells, i) => Numbers(scaling, cells, i == lines.Count - 1 ? 2 : 4)).ToArray();
        var answer = numbers[^1];
        return new NetworkSurrogate(
            [.. lines.SkipLast(1).Select(cells => new Feature(cells[0]))],
            new Feature(output),
            network,
            [.. numbers.SkipLast(1).Select((scale, i) => new MeanInput(i, 1, scale[0], scale[1]))],
            answer[1], answer[0], isExponential: false,
            [.. numbers.SkipLast(1).Select(scale => new ValidRange((float)scale[2], (float)scale[3]))]);
    }

    private static List<string[]> Lines(string path)
    {
        try
        {
            var lines = File.ReadAllLines(path);
            return lines.FirstOrDefault() == Header
                ? [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))]
                : throw Malformed(path, $"its first line is not '{Header}'");
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
            if (i + 1 >= cells.Length || !double.TryParse(cells[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
                throw Malformed(path, $"'{cells[0]}' needs {count} numbers");
        }

        return numbers;
    }

    private static UserInputException Malformed(string path, string what) => new("scaling-malformed", $"The scaling '{path}' is wrong: {what}.", "Fetch or write the file again.");
}
