namespace DarkMachines.Hosting.Trials;

/// <summary>
/// Ties a worker to the process that started it: when that one ends, however it ends, the worker ends with all that it
/// started. The leash is standard input, which the starter holds open and never writes to.
/// </summary>
public static class WorkerLeash
{
    /// <summary>Variable that marks every process of a trial; its value is the trial's folder.</summary>
    public const string MarkVariable = "DARKMACHINES_TRIAL";

    /// <summary>Ties this process.</summary>
    public static void TieThisProcess()
    {
        ProcessTree.AdoptOrphans();
        var input = Console.OpenStandardInput();
        new Thread(() => Watch(input)) { IsBackground = true, Name = "leash" }.Start();
    }

    /// <summary>The mark of a trial's processes, as it stands in their environment.</summary>
    internal static string MarkOf(TrialFolder folder) => $"{MarkVariable}={folder.Path}";

    private static void Watch(Stream input)
    {
        try
        {
            while (input.ReadByte() >= 0)
            {
                // The starter writes nothing; whatever comes means nothing.
            }
        }
        catch (IOException)
        {
            // As good as its end.
        }

        if (ProcessTree.IsSupported)
            new ProcessTree(Environment.ProcessId, $"{MarkVariable}={Environment.GetEnvironmentVariable(MarkVariable)}").Kill(spare: Environment.ProcessId);
        Environment.FailFast("The process that started this worker has ended.");
    }
}
