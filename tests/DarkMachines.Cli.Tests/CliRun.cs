using System.Diagnostics;
using System.Text.Json.Nodes;
using DarkMachines.Testing;

namespace DarkMachines.Cli.Tests;

/// <summary>What a command printed and how it ended.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    private static readonly string Configuration =
        new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The program as it is built, with its plugins and models beside it.</summary>
    public static string Program { get; } =
        Path.Combine(SharedData.Repository, "src", "DarkMachines.Cli", "bin", Configuration, "net10.0", "darkmachines.dll");

    /// <summary>The folder of a plugin of the tests.</summary>
    public static string TestPlugin(string name) =>
        Path.Combine(SharedData.Repository, "tests", "DarkMachines.Hosting.Tests", "bin", Configuration, "net10.0", "plugins", name);

    /// <summary>The one document on standard output.</summary>
    public JsonObject Document => JsonNode.Parse(Output)!.AsObject();

    /// <summary>Runs a command in this process, with the plugins that ship.</summary>
    public static CliRun InProcess(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        string[] plugins = ["--plugins", Path.Combine(Path.GetDirectoryName(Program)!, "plugins")];
        var exitCode = CommandLine.Run([.. arguments, .. plugins], new Terminal(output, error), TimeProvider.System, CancellationToken.None);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Starts a command as a process of its own.</summary>
    public static Process Start(params string[] arguments) => Start([], arguments);

    /// <summary>The same, for a process that an interrupt reaches even where the tests were started so that they ignore it, as in the background of a script.</summary>
    public static Process StartInterruptible(params string[] arguments) => Start(["env", "--default-signal=INT", "dotnet"], [], arguments);

    private static Process Start((string Name, string Value)[] environment, string[] arguments) => Start(["dotnet"], environment, arguments);

    private static Process Start(string[] host, (string Name, string Value)[] environment, string[] arguments)
    {
        var start = new ProcessStartInfo(host[0], host[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>Runs a command as a process of its own, to its end.</summary>
    public static CliRun AsProcess(params string[] arguments) => AsProcess([], arguments);

    /// <summary>Runs a command as a process of its own, to its end.</summary>
    public static CliRun AsProcess((string Name, string Value)[] environment, string[] arguments)
    {
        using var process = Start(environment, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliRun(process.ExitCode, output, error.Result);
    }
}
