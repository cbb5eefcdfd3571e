using DarkMachines.Challenges;
using DarkMachines.Hosting.Results;

namespace DarkMachines.Cli.Commands;

/// <summary>The results that a board is made of: one challenge, its present version, one data set.</summary>
internal static class WorkspaceResults
{
    /// <param name="session">Names the workspace.</param>
    /// <param name="challenge">The challenge.</param>
    /// <param name="dataHash">Fingerprint of the data; null for those that the newest result was made on.</param>
    public static IReadOnlyList<TrialResult> Of(OpenSession session, IChallenge challenge, string? dataHash)
    {
        if (!session.Workspace.HasResults)
            return [];
        using var store = ResultStore.Open(session.Workspace);
        return store.Of(challenge.Name, challenge.Version, dataHash);
    }
}
