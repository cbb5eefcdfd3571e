using System.CommandLine;
using DarkMachines.Challenges;
using DarkMachines.Hosting;

namespace DarkMachines.Cli.Commands;

/// <summary>What commands about a challenge share: its name, its data, its seed.</summary>
internal static class ChallengeArgument
{
    public const string DataVariable = "DARKMACHINES_DATA";

    public static Argument<string> Create() => new("challenge")
    {
        Description = $"The challenge: {string.Join(", ", ChallengeCatalogue.All.Select(c => c.Name))}",
        HelpName = "CHALLENGE",
    };

    public static Option<string?> DataOption() => new("--data")
    {
        Description = $"Folder under which the data lie, or {DataVariable}; without it the simulation that ships is used",
        HelpName = "DIR",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } folder ? folder : null,
    };

    public static IChallenge Find(string name) => Choose(ChallengeCatalogue.WithVariants, c => c.Name, name, "challenge");

    public static ChallengeTask FindTask(IChallengeData data, string name) => Choose(data.Tasks, t => t.Name, name, "task");

    private static T Choose<T>(IReadOnlyList<T> items, Func<T, string> nameOf, string name, string kind) where T : class
    {
        if (items.FirstOrDefault(item => nameOf(item) == name) is { } found)
            return found;
        var near = NearestName.Of(name, items.Select(nameOf));
        throw new UsageException(
            $"unknown-{kind}",
            $"There is no {kind} '{name}'.",
            near is null ? $"Choose from {string.Join(", ", items.Select(nameOf))}." : $"Did you mean '{near}'?");
    }
}
