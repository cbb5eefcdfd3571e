using System.Globalization;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting.Slurm;

/// <summary>Submits trials as arrays.</summary>
/// <param name="commands">Slurm.</param>
/// <param name="options">What is asked of it.</param>
internal sealed class SlurmSubmission(SlurmCommands commands, SlurmOptions options)
{
    private int? _maxArraySize;

    /// <summary>Time and memory that Slurm allows a task: more than the trial's own limits, which the program keeps.</summary>
    /// <param name="limits">Limits of the trial.</param>
    public TimeSpan TimeOf(TrialLimits limits) => options.Time ?? TimeSpan.FromMinutes(Math.Ceiling(1.1 * limits.Seconds / 60) + 5);

    /// <summary>Submits trials of a run, whose folder and script are there. They are told their tasks.</summary>
    /// <param name="run">The run; it is kept before and after each array.</param>
    /// <param name="trials">The trials, with folders on the shared folder.</param>
    /// <exception cref="UserInputException">Slurm does not answer or refuses; arrays before that one are in the queue.</exception>
    public void Submit(SlurmRun run, IReadOnlyList<SlurmTrial> trials)
    {
        Directory.CreateDirectory(run.LogFolder);
        long? previous = null;
        foreach (var part in trials.Chunk(_maxArraySize ??= commands.MaxArraySize()))
        {
            var array = new SlurmArray($"darkmachines-{run.Id}-{run.Arrays.Count + 1}", null, [.. part.Select(trial => trial.Order.Id)]);
            var list = Path.Combine(run.Folder, array.Name + ".txt");
            File.WriteAllText(list, string.Concat(part.Select(trial => trial.Folder.Path + '\n')));
            run.Arrays.Add(array);
            run.Save();
            previous = SubmitOrFind(run, array, Arguments(run, array.Name, part, previous, list));
            run.Arrays[^1] = array with { Job = previous };
            run.Save();
            for (var i = 0; i < part.Length; i++)
                (part[i].Array, part[i].Name, part[i].Index) = (previous.Value, array.Name, i);
        }
    }

    // A controller that is slow to answer may have taken the array all the same.
    private long SubmitOrFind(SlurmRun run, SlurmArray array, List<string> arguments)
    {
        try
        {
            return commands.Submit(arguments);
        }
        catch (UserInputException silence) when (silence.Code == SlurmErrors.Unreachable)
        {
            if (commands.Find(array.Name) is { } job)
                return job;
            throw;
        }
        catch (UserInputException)
        {
            run.Arrays.Remove(array);
            run.Save();
            throw;
        }
    }

    private List<string> Arguments(SlurmRun run, string name, SlurmTrial[] trials, long? previous, string list)
    {
        var memory = options.Megabytes ?? trials.Max(trial => trial.Order.Limits.Megabytes) * 9L / 8 + 512;
        var time = trials.Max(trial => TimeOf(trial.Order.Limits));
        var throttle = options.Throttle is { } most ? FormattableString.Invariant($"%{most}") : "";
        List<string> arguments =
        [
            $"--job-name={name}",
            FormattableString.Invariant($"--array=0-{trials.Length - 1}{throttle}"),
            FormattableString.Invariant($"--time={Math.Ceiling(time.TotalMinutes)}"),
            FormattableString.Invariant($"--mem={memory}M"),
            "--nodes=1", "--ntasks=1",
            FormattableString.Invariant($"--cpus-per-task={trials.Max(trial => trial.Order.Limits.Threads)}"),

            // The path of the log is relative, for a % in the folder's own path would be replaced.
            $"--chdir={run.Folder}", $"--output={Path.GetFileName(run.LogFolder)}/%A_%a.log", "--open-mode=append",

            // Lost tasks are started anew here: Slurm would do so without end, for a task that takes its node down too.
            "--no-requeue",
        ];
        if (options.Partition is not null)
            arguments.Add($"--partition={options.Partition}");
        if (options.Account is not null)
            arguments.Add($"--account={options.Account}");

        // The throttle is one array's; of several only one may run at a time.
        if (options.Throttle is not null && previous is not null)
            arguments.Add($"--dependency=afterany:{previous.Value.ToString(CultureInfo.InvariantCulture)}");
        return [.. arguments, .. options.Extra, run.ScriptPath, list];
    }
}
