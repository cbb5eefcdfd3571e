using DarkMachines.Challenges;
using DarkMachines.Hosting.Slurm;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Cli.Commands;

/// <summary>Chooses where trials run, and what each may use there.</summary>
internal static class Executors
{
    private const int MegabytesOnCluster = 4096;
    private const double ShareOfMachine = 0.9;

    /// <summary>This program as a worker.</summary>
    public static WorkerCommand Worker { get; } = WorkerCommand.BesideThis("darkmachines.dll");

    /// <summary>Where these entrants run unless the user says: what ships with the program is trusted not to hurt it.</summary>
    public static string NameOf(RunSettings settings, IEnumerable<Entrant> entrants) => settings.Executor
        ?? (settings.Jobs is null && entrants.All(IsBuiltIn) ? "in-process" : "processes");

    public static (ITrialExecutor Executor, TrialLimits Limits) Choose(
        OpenSession session, RunSettings settings, IEnumerable<Entrant> entrants, bool isAttached)
    {
        var name = NameOf(settings, entrants);
        var jobs = name == "processes" ? settings.Jobs ?? settings.Threads : 1;
        var megabytes = settings.Megabytes ?? (name == "slurm" ? MegabytesOnCluster : OfMachine(jobs));
        var threads = name == "slurm" ? 1 : Math.Max(1, settings.Threads / jobs);
        var limits = new TrialLimits(settings.Seconds ?? TrialLimits.DefaultSeconds, megabytes, threads);
        ITrialExecutor executor = name switch
        {
            "in-process" => new InProcessExecutor(new TrialWorker(new EntrantLoader(), session.Time), session.Time),
            "slurm" => new SlurmExecutor(new SlurmCommands(), Cluster(session, settings, isAttached), SlurmProgram.Current(), session.Time),
            _ => new ProcessExecutor(new TrialSupervisor(Worker, session.Time), jobs),
        };
        return (executor, limits);
    }

    private static SlurmOptions Cluster(OpenSession session, RunSettings settings, bool isAttached) => new()
    {
        Shared = settings.Shared ?? session.Workspace.Directory,
        Partition = settings.Partition,
        Account = settings.Account,
        Throttle = settings.Throttle,
        Extra = (settings.SbatchOptions ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Attach = isAttached,
        CancelOnStop = settings.CancelOnStop,
    };

    private static bool IsBuiltIn(Entrant entrant) =>
        entrant.Path is null || entrant.Path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal);

    private static int OfMachine(int jobs) =>
        (int)Math.Max(256, ShareOfMachine * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 20) / jobs);
}
