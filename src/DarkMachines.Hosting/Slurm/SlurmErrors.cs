namespace DarkMachines.Hosting.Slurm;

/// <summary>Says in one sentence what the commands of Slurm say in several lines.</summary>
internal static class SlurmErrors
{
    /// <summary>Code of failures that may pass: nobody answered.</summary>
    public const string Unreachable = "slurm-unreachable";

    private static readonly string[] SignsOfSilence =
    [
        "Unable to contact slurm controller", "Socket timed out", "Connection refused", "Connection timed out",
        "Zero Bytes were transmitted", "Protocol authentication error", "Munge encode failed", "Unexpected missing socket",
        "Transport endpoint", "slurmctld is in standby", "Unable to establish",
    ];

    public static UserInputException NotInstalled(string program, Exception cause) => new(
        "slurm-not-installed",
        $"Slurm's command {program} is not on this machine's PATH.",
        "Run this on a machine of the cluster that jobs are submitted from, perhaps after 'module load slurm'.",
        cause);

    public static UserInputException Silence(string program, TimeSpan limit) => new(
        Unreachable,
        FormattableString.Invariant($"Slurm's controller is not reachable: {program} gave no answer within {limit.TotalSeconds:0} s."),
        "Ask 'scontrol ping' whether it is up, and try again.");

    public static UserInputException Of(string program, string output)
    {
        if (SignsOfSilence.FirstOrDefault(sign => output.Contains(sign, StringComparison.OrdinalIgnoreCase)) is { } sign)
            return new UserInputException(Unreachable, $"Slurm's controller is not reachable: {sign}.", "Ask 'scontrol ping' whether it is up, and try again.");
        return new UserInputException("slurm-refused", $"Slurm refuses the request of {program}: {Essence(program, output)}.", Remedy(output));
    }

    // "sbatch: error: Batch job submission failed: X" is X; of several lines the last says the most.
    private static string Essence(string program, string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith("Try \"", StringComparison.Ordinal))
            .Select(line => new[] { $"{program}:", "error:", "Batch job submission failed:", "slurm_load_jobs error:" }
                .Aggregate(line, (rest, noise) => rest.StartsWith(noise, StringComparison.Ordinal) ? rest[noise.Length..].Trim() : rest))
            .ToArray();
        return lines.Length == 0 ? "it failed without a word" : string.Join("; ", lines).TrimEnd('.');
    }

    private static string Remedy(string output)
    {
        bool Says(string words) => output.Contains(words, StringComparison.OrdinalIgnoreCase);
        return Says("partition") ? "Name one of the partitions that 'sinfo' lists with --partition."
            : Says("account") || Says("qos") || Says("policy") ? "Name an account and limits that 'sacctmgr show assoc user=$USER' lists."
            : Says("memory specification") || Says("node configuration") ? "Ask for no more memory and processors than a node has ('sinfo -N -l'): --memory, --threads."
            : Says("--time") || Says("time limit") ? "Name a time that the partition allows with --time, such as 02:00:00."
            : "Mend the options of the cluster (--partition, --account, --time, --memory, --sbatch-options), and run again.";
    }
}
