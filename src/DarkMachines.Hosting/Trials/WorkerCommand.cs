namespace DarkMachines.Hosting.Trials;

/// <summary>How this program is started as a worker: <c>trial work FILE --out DIR</c> follows.</summary>
/// <param name="File">The program, or the runtime that takes it as its first argument.</param>
/// <param name="Arguments">What stands before the verb.</param>
public sealed record WorkerCommand(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>The program whose main assembly lies beside the one that asks, started as this process was.</summary>
    /// <param name="assembly">File name of the main assembly, such as <c>darkmachines.dll</c>.</param>
    public static WorkerCommand BesideThis(string assembly)
    {
        var process = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? new WorkerCommand(process, [Path.Combine(AppContext.BaseDirectory, assembly)])
            : new WorkerCommand(process, []);
    }
}
