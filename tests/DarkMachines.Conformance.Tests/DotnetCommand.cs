using System.Diagnostics;

namespace DarkMachines.Conformance.Tests;

/// <summary>The command dotnet, whose own files and packages go to a folder of the test.</summary>
internal sealed class DotnetCommand(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs it in the folder; the test fails if it fails.</summary>
    /// <returns>What it printed.</returns>
    public string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Settings())
            start.Environment[name] = value;
        foreach (var inherited in start.Environment.Keys.Where(IsOfTheSurroundingBuild).ToArray())
            start.Environment.Remove(inherited);

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'dotnet {string.Join(' ', arguments)}' has not ended after {Patience}.");
        }

        var printed = output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult();
        Assert.True(process.ExitCode == 0, $"'dotnet {string.Join(' ', arguments)}' failed:\n{printed}");
        return printed;
    }

    private IEnumerable<(string Name, string Value)> Settings()
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        yield return ("NUGET_PACKAGES", Path.Combine(folder, "packages"));
        yield return ("NUGET_FALLBACK_PACKAGES", cache); // What is there already is read from there.
        yield return ("DOTNET_CLI_HOME", Path.Combine(folder, "home"));
        yield return ("DOTNET_CLI_TELEMETRY_OPTOUT", "1");
        yield return ("DOTNET_NOLOGO", "1");
        yield return ("DOTNET_CLI_UI_LANGUAGE", "en");
        yield return ("MSBUILDDISABLENODEREUSE", "1"); // No process outlives the test.
        yield return ("UseSharedCompilation", "false");
    }

    // A test host that MSBuild started hands its settings down, and they name another SDK's or project's files.
    private static bool IsOfTheSurroundingBuild(string name) =>
        name.StartsWith("MSBuild", StringComparison.Ordinal) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
