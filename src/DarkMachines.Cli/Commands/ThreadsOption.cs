using System.CommandLine;

namespace DarkMachines.Cli.Commands;

/// <summary><c>--threads N</c>: what is computed does not depend on it.</summary>
internal sealed class ThreadsOption : Option<int>
{
    private const int Most = 1024;

    public ThreadsOption() : base("--threads")
    {
        Description = "Threads to use; the result does not depend on it";
        HelpName = "N";
        DefaultValueFactory = _ => Environment.ProcessorCount;
    }

    /// <summary>The number.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">It is outside its range.</exception>
    public int Of(ParseResult parsed) => parsed.GetValue(this) is var threads and >= 1 and <= Most
        ? threads
        : throw new UsageException("invalid-option", FormattableString.Invariant($"--threads is {parsed.GetValue(this)}, outside 1 to {Most}."), "Choose a value within the range.");
}
