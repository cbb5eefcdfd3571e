using System.Diagnostics;

namespace DarkMachines.Cli.Tests.Surrogates;

/// <summary>A theory that needs modules of Python, and is reported as skipped where none of the sets of them is there.</summary>
public sealed class PythonTheoryAttribute : TheoryAttribute
{
    private bool _needsLibrary;

    /// <param name="modules">Sets of modules, each with commas; one must be there whole.</param>
    public PythonTheoryAttribute(params string[] modules)
    {
        if (!modules.Any(Python.Has))
            Skip = $"needs Python with {string.Join(" or ", modules)}";
    }

    /// <summary>True if the test needs ONNX Runtime's library for Linux, too.</summary>
    public bool NeedsLibrary
    {
        get => _needsLibrary;
        set
        {
            _needsLibrary = value;
            if (value && !File.Exists(Python.Library))
                Skip = $"needs {Path.GetFileName(Python.Library)}";
        }
    }
}

/// <summary>The Python that PYTHON names, or that of the system.</summary>
internal static class Python
{
    private static readonly string Program = Environment.GetEnvironmentVariable("PYTHON") ?? "/usr/bin/python3";

    /// <summary>ONNX Runtime's library, as it lies beside the program on Linux.</summary>
    public static string Library { get; } = Path.Combine(Path.GetDirectoryName(CliRun.Program)!, "libonnxruntime.so");

    public static bool Has(string modules)
    {
        try
        {
            return Run([], "-c", $"import {modules}").ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    public static CliRun Run((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliRun(process.ExitCode, output, error.Result);
    }
}
