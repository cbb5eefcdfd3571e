using System.CommandLine;

namespace DarkMachines.Cli.Commands;

/// <summary>The options of <c>run</c> and the settings that they make.</summary>
internal sealed class RunOptions
{
    // Seeds are written as JSON numbers, which programs read as float64.
    private const ulong LargestSeed = 1UL << 53;

    private readonly Option<string[]> _algorithms = new("--algorithm", "-a")
    {
        Description = "An algorithm with its options, or an ONNX model; may be repeated; all for every one. Without it every one but those that wait to be named",
        HelpName = "ALGO[:option=value,...]|MODEL.onnx",
    };

    private readonly Option<string[]> _tasks = new("--task") { Description = "A task; may be repeated. Without it all tasks", HelpName = "T" };

    private readonly Option<int?> _repeats = new("--repeats") { Description = "Repeats of the protocol, 1 to 1000; the challenge has a default", HelpName = "N" };

    private readonly Option<ulong> _seed = new("--seed") { Description = "Seed of splits and fits", HelpName = "S", DefaultValueFactory = _ => 1 };

    private readonly Option<string?> _data = ChallengeArgument.DataOption();

    private readonly Option<int> _threads = new("--threads")
    {
        Description = "Threads to use in all; the results do not depend on it",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<string?> _executor = new("--executor")
    {
        Description = "Where trials run: in-process (the default if all entrants ship with the program), processes (one process a trial; the default otherwise), slurm",
        HelpName = "EXECUTOR",
    };

    private readonly Option<int?> _jobs = new("--jobs") { Description = "Processes at a time; without it as many as threads", HelpName = "N" };

    private readonly Option<string?> _time = new("--time")
    {
        Description = "Longest wall time of a trial: seconds, 90s, 15m, 2h, 1d or hh:mm:ss. One hour unless set",
        HelpName = "T",
    };

    private readonly Option<string?> _memory = new("--memory")
    {
        Description = "Most memory of a trial: megabytes, 512M or 4G. Without it an equal share of the machine's; 4G on a cluster",
        HelpName = "M",
    };

    private readonly Option<string?> _shared = new("--shared") { Description = "slurm: folder that all nodes see; without it the workspace", HelpName = "DIR" };

    private readonly Option<string?> _partition = new("--partition") { Description = "slurm: the partition", HelpName = "P" };

    private readonly Option<string?> _account = new("--account") { Description = "slurm: the account", HelpName = "A" };

    private readonly Option<int?> _throttle = new("--throttle") { Description = "slurm: tasks that may run at the same time", HelpName = "N" };

    private readonly Option<string?> _sbatch = new("--sbatch-options") { Description = "slurm: further options of sbatch, such as \"--qos=long\"", HelpName = "OPTIONS" };

    private readonly Option<bool> _cancelOnStop = new("--cancel-on-stop") { Description = "slurm: take the tasks out of the queue on Ctrl-C; without it they go on, and --attach takes them up" };

    public RunOptions()
    {
        _executor.AcceptOnlyFromAmong("in-process", "processes", "slurm");
    }

    public IEnumerable<Option> All =>
    [
        _algorithms, _tasks, _repeats, _seed, _data, _threads,
        _executor, _jobs, _time, _memory, _shared, _partition, _account, _throttle, _sbatch, _cancelOnStop,
    ];

    public RunSettings Read(ParseResult parsed, string challenge)
    {
        var settings = new RunSettings
        {
            Challenge = challenge,
            Algorithms = [.. (parsed.GetValue(_algorithms) ?? []).Select(AbsoluteModel)],
            Tasks = parsed.GetValue(_tasks) ?? [],
            Repeats = parsed.GetValue(_repeats),
            Seed = parsed.GetValue(_seed),
            Data = parsed.GetValue(_data) is { } data ? Path.GetFullPath(data) : null,
            Threads = parsed.GetValue(_threads),
            Executor = parsed.GetValue(_executor),
            Jobs = parsed.GetValue(_jobs),
            Seconds = parsed.GetValue(_time) is { } time ? Quantity.Seconds("--time", time) : null,
            Megabytes = parsed.GetValue(_memory) is { } memory ? Quantity.Megabytes("--memory", memory) : null,
            Shared = parsed.GetValue(_shared) is { } shared ? Path.GetFullPath(shared) : null,
            Partition = parsed.GetValue(_partition),
            Account = parsed.GetValue(_account),
            Throttle = parsed.GetValue(_throttle),
            SbatchOptions = parsed.GetValue(_sbatch),
            CancelOnStop = parsed.GetValue(_cancelOnStop),
        };
        RequireRange("--repeats", settings.Repeats, 1, 1000);
        RequireRange("--threads", settings.Threads, 1, 1024);
        RequireRange("--jobs", settings.Jobs, 1, 1024);
        RequireRange("--throttle", settings.Throttle, 1, 1_000_000);
        if (settings.Seed > LargestSeed)
            throw new UsageException("invalid-option", $"--seed is {settings.Seed}, outside 0 to {LargestSeed}.", "Choose a smaller seed.");
        return settings;
    }

    // So that the run can be taken up again from another folder.
    private static string AbsoluteModel(string specification) => File.Exists(specification) ? Path.GetFullPath(specification) : specification;

    private static void RequireRange(string option, int? value, int least, int most)
    {
        if (value < least || value > most)
            throw new UsageException("invalid-option", $"{option} is {value}, outside {least} to {most}.", "Choose a value within the range.");
    }
}
