using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using Spectre.Console;

namespace DarkMachines.Cli.Commands;

/// <summary><c>darkmachines challenges [list|show NAME]</c>.</summary>
internal static class ChallengesCommand
{
    public static Command Create(Session session)
    {
        var list = new Command("list", "List the challenges");
        list.SetAction(parsed => List(session.Open(parsed)));

        var name = ChallengeArgument.Create();
        var show = new Command("show", "Show a challenge: tasks, columns, metric, protocol") { name };
        show.SetAction(parsed => Show(session.Open(parsed), ChallengeArgument.Find(parsed.GetRequiredValue(name))));

        var command = new Command("challenges", "List and show challenges") { list, show };
        command.SetAction(parsed => List(session.Open(parsed)));
        return command;
    }

    private static int List(OpenSession session)
    {
        if (session.IsJson)
        {
            session.Write(new JsonObject { ["challenges"] = new JsonArray([.. ChallengeCatalogue.All.Select(Describe)]) });
            return 0;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("name", "version", "tasks", "summary");
        foreach (var challenge in ChallengeCatalogue.All)
            table.AddRow(new Text(challenge.Name), new Text($"{challenge.Version}"), new Text(string.Join(", ", challenge.Tasks.Select(t => t.Name))), new Text(challenge.Summary));
        session.Tables.Write(table);
        return 0;
    }

    private static int Show(OpenSession session, IChallenge challenge)
    {
        if (session.IsJson)
        {
            session.Write(Describe(challenge));
            return 0;
        }

        session.Tables.WriteLine($"{challenge.Name} (version {challenge.Version}): {challenge.Summary}");
        session.Tables.WriteLine($"Ranked by {challenge.PrimaryMetric}; {challenge.DefaultRepeats} repeats unless --repeats says otherwise.");
        foreach (var task in challenge.Tasks)
            session.Tables.WriteLine($"  {task.Name}: {task.Description} ({string.Join(", ", task.Features)})");
        return 0;
    }

    private static JsonObject Describe(IChallenge challenge) => new()
    {
        ["name"] = challenge.Name,
        ["version"] = challenge.Version,
        ["summary"] = challenge.Summary,
        ["primaryMetric"] = challenge.PrimaryMetric,
        ["repeats"] = challenge.DefaultRepeats,
        ["tasks"] = new JsonArray([.. challenge.Tasks.Select(task => new JsonObject
        {
            ["name"] = task.Name,
            ["description"] = task.Description,
            ["features"] = new JsonArray([.. task.Features.Select(f => JsonValue.Create(f))]),
        })]),
    };
}
