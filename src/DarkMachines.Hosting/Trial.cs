using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Hosting;

/// <summary>One planned trial: a task, an entrant, a seed.</summary>
/// <param name="Challenge">The challenge.</param>
/// <param name="Task">Its task.</param>
/// <param name="Entrant">Who takes part.</param>
/// <param name="Seed">Seed of splits and fits.</param>
/// <param name="Repeats">Repeats of the protocol.</param>
/// <param name="DataHash">Fingerprint of the data.</param>
public sealed record Trial(IChallenge Challenge, ChallengeTask Task, Entrant Entrant, ulong Seed, int Repeats, string DataHash)
{
    /// <summary>SHA-256 of everything that determines the result, shortened to 16 hexadecimal digits.</summary>
    public string Id { get; } = Hash(Challenge, Task, Entrant, Seed, Repeats, DataHash);

    /// <summary>Task and entrant with its options, for people.</summary>
    public string Title => $"{Task.Name} {Entrant.Name}{(Entrant.Label.Length > 0 ? $" ({Entrant.Label})" : "")}";

    /// <summary>The trial as a file.</summary>
    /// <param name="data">The challenge's data.</param>
    /// <param name="inputs">Folder of what the trial may see of them.</param>
    /// <param name="limits">What it may use.</param>
    public TrialDocument ToDocument(IChallengeData data, string inputs, TrialLimits limits)
    {
        ArgumentNullException.ThrowIfNull(data);
        var kind = Entrant.Source == EntrantSource.Baseline ? EntrantKind.Baseline : Entrant.Fitted is null ? EntrantKind.Algorithm : EntrantKind.Model;
        return new TrialDocument
        {
            Schema = TrialDocument.CurrentSchema,
            Id = Id,
            Challenge = Challenge.Name,
            Version = Challenge.Version,
            Task = Task.Name,
            Entrant = new EntrantDocument(kind, Entrant.Name, Entrant.Options, Entrant.CodeHash, Entrant.Path, Entrant.Label, Entrant.Note),
            Seed = Seed,
            Repeats = Repeats,
            DataHash = DataHash,
            Data = data.IsSimulated ? "simulated" : "real",
            Inputs = inputs,
            Limits = limits,
        };
    }

    private static string Hash(IChallenge challenge, ChallengeTask task, Entrant entrant, ulong seed, int repeats, string dataHash)
    {
        var identity = new JsonObject
        {
            ["challenge"] = challenge.Name,
            ["version"] = challenge.Version,
            ["task"] = task.Name,
            ["entrant"] = entrant.Name,
            ["options"] = entrant.Options.DeepClone(),
            ["code"] = entrant.CodeHash,
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
            ["repeats"] = repeats,
            ["data"] = dataHash,
        };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity.ToJsonString())))[..16];
    }
}
