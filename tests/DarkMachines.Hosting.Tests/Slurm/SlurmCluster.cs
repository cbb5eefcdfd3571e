using System.Diagnostics;
using DarkMachines.Hosting.Slurm;
using DarkMachines.Testing;

namespace DarkMachines.Hosting.Tests.Slurm;

/// <summary>
/// A real Slurm of one node for the tests of one class, started and stopped by the scripts of tests/slurm. Arrays hold at
/// most four tasks there, so that six trials are two arrays, unless a test asks for larger ones.
/// </summary>
public sealed class SlurmCluster : IDisposable
{
    private static readonly string Scripts = Path.Combine(SharedData.Repository, "tests", "slurm");
    private readonly string _home = Directory.CreateTempSubdirectory("slurm").FullName;
    private readonly int _largestArray;

    public SlurmCluster() : this(largestArray: 4)
    {
    }

    internal SlurmCluster(int largestArray)
    {
        _largestArray = largestArray;
        Shared = Path.Combine(_home, "shared o'folder, 100%");
        Directory.CreateDirectory(Shared);
        if (Missing is null)
            Script("slurm-up");
    }

    /// <summary>Why there can be no cluster here; null if there can.</summary>
    public static string? Missing { get; } =
        Executables().Any(folder => File.Exists(Path.Combine(folder, "slurmctld"))) && Executables().Any(folder => File.Exists(Path.Combine(folder, "munged")))
            ? null
            : "needs Slurm: apt-get install --no-install-recommends slurm-wlm munge";

    /// <summary>The folder that all nodes see, with a name that scripts could stumble over.</summary>
    public string Shared { get; }

    /// <summary>What SLURM_CONF must name for commands to find this cluster.</summary>
    public string Configuration => Path.Combine(Box, "slurm.conf");

    /// <summary>Slurm's commands for this cluster.</summary>
    public SlurmCommands Commands => CommandsWithin(null);

    /// <summary>Name of its node.</summary>
    public string Node => Run("sinfo", "-h", "-o", "%n").Split('\n')[0];

    /// <summary>Slurm's commands for this cluster, each ended after some time.</summary>
    public SlurmCommands CommandsWithin(TimeSpan? timeLimit) => new(Configuration, timeLimit);

    private string Box => Path.Combine(_home, "box");

    /// <summary>Starts, stops or crashes one of its daemons.</summary>
    public void Daemon(string verb, string name) => Script("slurm-daemon", verb, name);

    /// <summary>Runs a command of Slurm.</summary>
    public string Run(string program, params string[] arguments) => Execute(program, arguments);

    public void Dispose()
    {
        if (Missing is null)
            Script("slurm-down");
        Directory.Delete(_home, recursive: true);
    }

    private static IEnumerable<string> Executables() =>
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/sbin"];

    private void Script(string name, params string[] arguments) => Execute(Path.Combine(Scripts, name), [Box, .. arguments]);

    private string Execute(string program, IEnumerable<string> arguments)
    {
        // Into files, not pipes: daemons that are started would keep those open.
        var start = new ProcessStartInfo("sh", ["-c", "\"$@\" >\"$0\" 2>&1", Path.Combine(_home, "output"), program, .. arguments]);
        start.Environment["SLURM_MAX_ARRAY"] = $"{_largestArray}";
        start.Environment["SLURM_CPUS"] = "8";
        start.Environment["SLURM_CONF"] = Configuration;
        using var process = Process.Start(start)!;
        if (!process.WaitForExit(TimeSpan.FromSeconds(90)))
            process.Kill(entireProcessTree: true);
        var output = File.ReadAllText(Path.Combine(_home, "output"));
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed: {output}");
    }
}

/// <summary>A test on a real Slurm, reported as skipped where its packages are absent.</summary>
public sealed class SlurmFactAttribute : FactAttribute
{
    public SlurmFactAttribute() => Skip = SlurmCluster.Missing;
}

/// <summary>A theory on a real Slurm, reported as skipped where its packages are absent.</summary>
public sealed class SlurmTheoryAttribute : TheoryAttribute
{
    public SlurmTheoryAttribute() => Skip = SlurmCluster.Missing;
}
