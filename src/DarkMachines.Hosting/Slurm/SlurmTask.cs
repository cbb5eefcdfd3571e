using System.Globalization;

namespace DarkMachines.Hosting.Slurm;

/// <summary>
/// What Slurm says of one task of an array. A task is known by its array and index; its own job id is of no use: the
/// last task that is split off an array keeps the array's id, and ids are given out again after a controller's crash.
/// </summary>
/// <param name="Array">Job id of the array.</param>
/// <param name="Index">Index in the array.</param>
/// <param name="Name">Name of the job.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why, in Slurm's words, such as <c>JobArrayTaskLimit</c>.</param>
public sealed record SlurmTask(long Array, int Index, string Name, SlurmTaskState State, string Reason)
{
    /// <summary>The columns of squeue that <see cref="ParseQueue"/> reads; the reason comes last, for it is free text.</summary>
    public const string QueueFormat = "%F|%K|%T|%M|%N|%j|%r";

    /// <summary>Time since its start.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The node it runs or ran on; empty before.</summary>
    public string Node { get; init; } = "";

    /// <summary>Exit code of its script, where <c>scontrol</c> was asked.</summary>
    public int ExitCode { get; init; }

    /// <summary>Signal that ended its script, where <c>scontrol</c> was asked; 0 for none.</summary>
    public int Signal { get; init; }

    /// <summary>Reads what <c>squeue -h -t all -r -o</c> prints in <see cref="QueueFormat"/>; jobs that are no array are left out.</summary>
    public static IReadOnlyList<SlurmTask> ParseQueue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Lines(text).Select(FromQueue).OfType<SlurmTask>()];
    }

    /// <summary>Reads what <c>scontrol show job ID -o</c> prints, a job a line; tasks that still wait together are left out.</summary>
    public static IReadOnlyList<SlurmTask> ParseDetails(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Lines(text).Select(FromDetails).OfType<SlurmTask>()];
    }

    private static SlurmTask? FromQueue(string line)
    {
        var fields = line.Split('|', 7);
        return fields.Length == 7 && TryParse(fields[0], out long array) && TryParse(fields[1], out int index)
            ? new SlurmTask(array, index, fields[5], SlurmTaskStates.Parse(fields[2]), fields[6].Trim()) { Elapsed = Duration(fields[3]), Node = fields[4] }
            : null;
    }

    private static SlurmTask? FromDetails(string line)
    {
        // Values may hold spaces, and only known names count: DerivedExitCode is not ExitCode.
        string Value(string name)
        {
            var start = $" {line}".IndexOf($" {name}=", StringComparison.Ordinal);
            return start < 0 ? "" : line[(start + name.Length + 1)..].Split(' ', 2)[0];
        }

        if (!TryParse(Value("ArrayJobId"), out long array) || !TryParse(Value("ArrayTaskId"), out int index))
            return null;
        var exit = Value("ExitCode").Split(':');
        var reason = line.IndexOf(" Reason=", StringComparison.Ordinal) is var start and >= 0
            ? line[(start + " Reason=".Length)..].Split(" Dependency=", 2)[0]
            : "";
        return new SlurmTask(array, index, Value("JobName"), SlurmTaskStates.Parse(Value("JobState")), reason)
        {
            Elapsed = Duration(Value("RunTime")),
            Node = Value("NodeList") is var node and not "(null)" ? node : "",
            ExitCode = TryParse(exit[0], out int code) ? code : 0,
            Signal = exit.Length > 1 && TryParse(exit[1], out int signal) ? signal : 0,
        };
    }

    // [days-][hours:]minutes:seconds; "INVALID" while a clock disagrees.
    private static TimeSpan Duration(string text)
    {
        var seconds = 0L;
        var days = text.IndexOf('-', StringComparison.Ordinal);
        foreach (var part in text[(days + 1)..].Split(':'))
            seconds = seconds * 60 + (TryParse(part, out int value) ? value : 0);
        return TimeSpan.FromSeconds(seconds) + TimeSpan.FromDays(days > 0 && TryParse(text[..days], out int count) ? count : 0);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static bool TryParse<T>(string text, out T value)
        where T : struct, IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out value);
}
