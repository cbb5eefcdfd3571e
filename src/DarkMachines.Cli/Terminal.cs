using Spectre.Console;

namespace DarkMachines.Cli;

/// <summary>Where answers and messages go: documents and tables to standard output, everything else to standard error.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
internal sealed class Terminal(TextWriter output, TextWriter error)
{
    // Wide enough that a table is never folded where nobody watches.
    private const int WidthOfFiles = 400;

    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>True if somebody watches standard error.</summary>
    public bool IsWatched { get; } = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    public IAnsiConsole Tables() => Ansi(output, ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected);

    public IAnsiConsole Messages() => Ansi(error, IsWatched);

    private static IAnsiConsole Ansi(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Capabilities.Unicode = true;
        if (!isTerminal)
            console.Profile.Width = WidthOfFiles;
        return console;
    }
}
