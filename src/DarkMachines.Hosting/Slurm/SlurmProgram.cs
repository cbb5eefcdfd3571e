using System.Reflection;
using System.Runtime.InteropServices;

namespace DarkMachines.Hosting.Slurm;

/// <summary>What the tasks run: a program with all it needs, so that nothing must be installed on the nodes.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Start">The file to start, relative to them; it is given <c>trial run FOLDER/trial.json --out FOLDER</c>.</param>
/// <param name="Runtime">The .NET runtime that it needs; empty for none.</param>
public sealed record SlurmProgram(IReadOnlyList<SourceFile> Files, string Start, IReadOnlyList<SourceFile> Runtime)
{
    /// <summary>This program with its plugins, and the runtime that it runs on unless it brings its own.</summary>
    /// <exception cref="UserInputException">The file that starts it is not beside it.</exception>
    public static SlurmProgram Current()
    {
        var folder = AppContext.BaseDirectory;
        var start = Assembly.GetEntryAssembly()?.GetName().Name ?? "";
        if (!File.Exists(Path.Combine(folder, start)))
            throw new UserInputException("program-incomplete", $"The program's folder '{folder}' does not hold the file '{start}' that starts it.", "Build or install it anew.");
        return new SlurmProgram(SourceFile.Below(folder), start, IsSelfContained(folder) ? [] : RuntimeFiles());
    }

    private static bool IsSelfContained(string folder) => File.Exists(Path.Combine(folder, Path.GetFileName(typeof(object).Assembly.Location)));

    // Of an installation of .NET: ROOT/shared/Microsoft.NETCore.App/VERSION, and what finds it in ROOT/host.
    private static IReadOnlyList<SourceFile> RuntimeFiles()
    {
        var framework = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        var root = Path.GetFullPath(Path.Combine(framework, "..", "..", ".."));
        var host = Path.Combine(root, "host", "fxr", Path.GetFileName(framework));
        return [.. new[] { framework, host }.Where(Directory.Exists).SelectMany(SourceFile.Below).Select(file => file with { Name = Path.GetRelativePath(root, file.Path) })];
    }
}
