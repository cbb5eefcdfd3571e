using System.CommandLine;
using System.Globalization;

namespace DarkMachines.Cli.Commands.Searches;

/// <summary>What the searches share: seed, threads, numbers within a range.</summary>
internal sealed class SearchOptions
{
    // Seeds are written as JSON numbers, which programs read as float64.
    private const ulong LargestSeed = 1UL << 53;

    private readonly Option<ulong> _seed = new("--seed") { Description = "Seed of pseudo-experiments or permutations", HelpName = "S", DefaultValueFactory = _ => 1 };

    private readonly ThreadsOption _threads = new();

    public IEnumerable<Option> All => [_seed, _threads];

    public FitContext Context(ParseResult parsed, CancellationToken cancellation)
    {
        var seed = parsed.GetValue(_seed);
        if (seed > LargestSeed)
            throw new UsageException("invalid-option", $"--seed is {seed}, outside 0 to {LargestSeed}.", "Choose a smaller seed.");
        return new FitContext(seed, _threads.Of(parsed), progress: null, cancellation);
    }

    public static int Within(string option, int value, int least, int most) => value >= least && value <= most ? value : throw new UsageException(
        "invalid-option", $"{option} is {value}, outside {least} to {most}.", "Choose a value within the range.");

    public static double Within(string option, double value, double least, double most) => value >= least && value <= most ? value : throw new UsageException(
        "invalid-option", string.Create(CultureInfo.InvariantCulture, $"{option} is {value}, outside {least} to {most}."), "Choose a value within the range.");

    /// <summary>A p-value for people.</summary>
    public static string Probability(double value) => value.ToString(value < 0.001 ? "0.00e-0" : "0.0000", CultureInfo.InvariantCulture);
}
