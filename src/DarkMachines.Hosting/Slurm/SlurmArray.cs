namespace DarkMachines.Hosting.Slurm;

/// <summary>An array that was submitted, or is about to be.</summary>
/// <param name="Name">Its name in Slurm, which no other array has.</param>
/// <param name="Job">Its job id; null while sbatch has not answered.</param>
/// <param name="Trials">Ids of the trials, in the order of the tasks.</param>
internal sealed record SlurmArray(string Name, long? Job, IReadOnlyList<string> Trials);
