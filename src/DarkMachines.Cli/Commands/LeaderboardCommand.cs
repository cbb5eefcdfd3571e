using System.CommandLine;
using DarkMachines.Challenges;
using DarkMachines.Cli.Commands.Lhc;
using DarkMachines.Cli.Output;
using DarkMachines.Hosting.Results;

namespace DarkMachines.Cli.Commands;

/// <summary><c>darkmachines leaderboard CHALLENGE</c>.</summary>
internal static class LeaderboardCommand
{
    public static Command Create(Session session)
    {
        var challenge = ChallengeArgument.Create();
        var data = ChallengeArgument.DataOption();
        var published = new Option<string?>("--published") { Description = "Folder of published result tables to make the board of, instead of the workspace's results; of lhc-anomaly", HelpName = "DIR" };
        var format = new Option<string>("--format") { Description = "table, json or csv", HelpName = "FORMAT", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json", "csv");
        var command = new Command(
            "leaderboard",
            """
            Print the leaderboard of a challenge from the results in the workspace, beside the published ones.

            Without --data it is the board of the data that the newest result was made on.

            Examples:
              darkmachines leaderboard dm-astro
              darkmachines leaderboard dm-astro --format csv > board.csv
              darkmachines leaderboard lhc-anomaly --published results/
            """)
        {
            challenge, data, published, format,
        };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(challenge);
            if (parsed.GetValue(published) is { } directory)
            {
                return name == PublishedBoardOutput.Challenge
                    ? PublishedBoardOutput.Print(session.Open(parsed), directory, parsed.GetRequiredValue(format))
                    : throw new UsageException("no-published-tables", $"--published reads the tables of {PublishedBoardOutput.Challenge}, not of '{name}'.", "Leave it out: published results stand on the other boards anyway.");
            }

            var chosen = ChallengeArgument.Find(name);
            return Print(session.Open(parsed), chosen, parsed.GetValue(data), parsed.GetRequiredValue(format));
        });
        return command;
    }

    private static int Print(OpenSession session, IChallenge challenge, string? dataRoot, string format)
    {
        var results = WorkspaceResults.Of(session, challenge, dataRoot is null ? null : challenge.Load(dataRoot).Fingerprint);
        var rows = Board.Rank(challenge, results);
        var data = results.Count > 0 ? results[^1].Data : "real";
        if (results.Count == 0)
            session.Tell($"The workspace has no results of {challenge.Name} on these data yet; run it with 'darkmachines run {challenge.Name}'.");

        if (session.IsJson || format == "json")
            session.Write(BoardDocument.Of(challenge, data, rows));
        else if (format == "csv")
            BoardCsv.Write(session.Terminal.Output, data, rows);
        else
            BoardTable.Write(session.Tables, challenge, data, rows);
        return 0;
    }
}
