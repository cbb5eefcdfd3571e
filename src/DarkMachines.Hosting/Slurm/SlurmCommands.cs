using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace DarkMachines.Hosting.Slurm;

/// <summary>Slurm's commands, each a process with a time limit, and their errors in one sentence.</summary>
/// <param name="configuration">Path of slurm.conf; null for the cluster's own.</param>
/// <param name="timeLimit">Time that a command may take; null for a minute: those that find no controller give up after some 20 s themselves.</param>
public sealed class SlurmCommands(string? configuration = null, TimeSpan? timeLimit = null)
{
    private readonly TimeSpan _timeLimit = timeLimit ?? TimeSpan.FromMinutes(1);

    /// <summary>Submits a job.</summary>
    /// <param name="arguments">What comes after <c>sbatch --parsable</c>.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="UserInputException">Slurm is not there, not reachable, or refuses.</exception>
    public long Submit(IReadOnlyList<string> arguments)
    {
        // "ID" or "ID;CLUSTER", after what the site's plugins may print.
        var answer = Run("sbatch", ["--parsable", .. arguments]).Trim().Split('\n')[^1].Split(';')[0];
        return long.TryParse(answer, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new UserInputException("slurm-refused", $"sbatch answered '{answer}', which is no job id.", "Submit a job by hand, and ask the cluster's administrators.");
    }

    /// <summary>The tasks of some arrays as far as Slurm still knows them, one each, whatever their state.</summary>
    /// <param name="arrays">Ids of the arrays.</param>
    public IReadOnlyList<SlurmTask> Queue(IReadOnlyCollection<long> arrays) => UnlessForgotten(() =>
        SlurmTask.ParseQueue(Run("squeue", ["-h", "-t", "all", "-r", "-j", string.Join(',', arrays), "-o", SlurmTask.QueueFormat])));

    /// <summary>Id of the array of a name; null if Slurm knows none.</summary>
    /// <param name="name">Its name.</param>
    public long? Find(string name) =>
        SlurmTask.ParseQueue(Run("squeue", ["-h", "-t", "all", "-r", "-n", name, "-o", SlurmTask.QueueFormat])) is [var task, ..] ? task.Array : null;

    /// <summary>The tasks of an array with exit codes and signals, as far as Slurm still knows them.</summary>
    /// <param name="array">Id of the array.</param>
    public IReadOnlyList<SlurmTask> Details(long array) => UnlessForgotten(() =>
        SlurmTask.ParseDetails(Run("scontrol", ["show", "job", array.ToString(CultureInfo.InvariantCulture), "-o"])));

    /// <summary>Cancels arrays (<c>12</c>) or tasks (<c>12_3</c>); what has ended already is left alone.</summary>
    /// <param name="tasks">Their ids.</param>
    public void Cancel(IReadOnlyList<string> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        if (tasks.Count > 0)
            Run("scancel", tasks);
    }

    /// <summary>Most tasks that an array can have.</summary>
    public int MaxArraySize()
    {
        var line = Run("scontrol", ["show", "config"]).Split('\n').FirstOrDefault(l => l.StartsWith("MaxArraySize", StringComparison.Ordinal));
        return int.TryParse(line?.Split('=')[^1], CultureInfo.InvariantCulture, out var size) && size > 0 ? size : 1001;
    }

    private static IReadOnlyList<SlurmTask> UnlessForgotten(Func<IReadOnlyList<SlurmTask>> ask)
    {
        try
        {
            return ask();
        }
        catch (UserInputException failure) when (failure.Message.Contains("Invalid job id", StringComparison.Ordinal))
        {
            return [];
        }
    }

    private string Run(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        if (configuration is not null)
            start.Environment["SLURM_CONF"] = configuration;
        using var process = Start(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(_timeLimit) || !Task.WaitAll([output, error], _timeLimit))
        {
            process.Kill(entireProcessTree: true);
            throw SlurmErrors.Silence(program, _timeLimit);
        }

        return process.ExitCode == 0 ? output.Result : throw SlurmErrors.Of(program, error.Result + output.Result);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw SlurmErrors.NotInstalled(start.FileName, missing);
        }
    }
}
