namespace DarkMachines.Hosting.Slurm;

/// <summary>The script that every task of an array runs.</summary>
internal static class SlurmJobScript
{
    /// <summary>The text of the script. Its argument is the list of folders, one a line; task k runs the trial of line k + 1.</summary>
    /// <param name="run">Id of the run; it is in every log, since Slurm may give out a job id twice.</param>
    /// <param name="program">The program to start.</param>
    /// <param name="runtime">Folder of the .NET runtime; null if it needs none.</param>
    public static string Text(string run, string program, string? runtime) =>
        $$"""
        #!/bin/sh
        # One task of DarkMachines run {{run}}: runs the trial whose folder is on the task's line of the list.
        # By hand: sbatch --array=0-9 task.sh LIST
        set -eu
        folder=$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" "$1")
        echo "run {{run}}, task ${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID on $(uname -n): $folder"
        {{(runtime is null ? "# The program needs no .NET runtime but its own." : $"export DOTNET_ROOT={Quote(runtime)}")}}

        # Whoever repeats a task need not repeat what is done.
        if [ -e "$folder/result.json" ]; then exit 0; fi

        # A task that is cancelled is sent TERM with all its processes: this shell outlives the program, which may still
        # have something to write.
        trap : TERM
        status=0
        {{Quote(program)}} trial run "$folder/trial.json" --out "$folder" || status=$?

        # Where Slurm does not follow processes, those that are left behind would live on when this script has ended.
        wait
        exit "$status"

        """.ReplaceLineEndings("\n");

    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
