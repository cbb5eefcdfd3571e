using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Hosting.Plugins;
using DarkMachines.Hosting.Plugins.Store;
using Spectre.Console;

namespace DarkMachines.Cli.Commands.Plugins;

/// <summary><c>darkmachines plugins check PATH</c> and <c>add PATH</c>.</summary>
internal static class PluginChecks
{
    public static Command CheckCommand(Session session)
    {
        var path = new Argument<string>("path") { Description = "Folder of the plugin", HelpName = "FOLDER" };
        var command = new Command(
            "check",
            """
            Check a plugin, rule by rule, as 'add' does; exit code 1 if it breaks any.

            The first rules are checked on its files alone. If it keeps them, its algorithms are made and put through the
            conformance suite: that runs its code.

            Examples:
              darkmachines plugins check bin/Release/net10.0/publish
              darkmachines plugins check .darkmachines/plugins/MyPlugin --json
            """)
        {
            path,
        };
        command.SetAction(parsed => Check(session.Open(parsed), parsed.GetRequiredValue(path)));
        return command;
    }

    public static Command AddCommand(Session session)
    {
        var path = new Argument<string>("path") { Description = "Folder of the plugin, its lone assembly, or a zip archive of the folder", HelpName = "PATH|ZIP" };
        var replace = new Option<bool>("--replace") { Description = "Put it in the place of a plugin of the same name" };
        var command = new Command(
            "add",
            """
            Check a plugin and copy it into the workspace.

            It is checked as 'check' does, which runs its code; if it breaks a rule it is not added, and the exit code is 1.

            Examples:
              darkmachines plugins add bin/Release/net10.0/publish
              darkmachines plugins add MyPlugin-1.2.zip --replace
            """)
        {
            path, replace,
        };
        command.SetAction(parsed => Add(session.Open(parsed), parsed.GetRequiredValue(path), parsed.GetValue(replace)));
        return command;
    }

    private static int Check(OpenSession session, string path)
    {
        if (!Directory.Exists(path))
            throw new UserInputException("plugin-missing", $"There is no folder '{path}'.", "Name the folder of a plugin; unpack an archive first.");
        var checks = new PluginVerifier(session.Plugins(), PluginConformance.Examine).Verify(path);
        var passed = checks.All(check => check.Outcome == PluginCheckOutcome.Passed);
        if (session.IsJson)
            session.Write(new JsonObject { ["path"] = Path.GetFullPath(path), ["passed"] = passed, ["checks"] = Document(checks) });
        else
            Print(session, checks);
        return passed ? 0 : 1;
    }

    private static int Add(OpenSession session, string path, bool replace)
    {
        var added = new PluginStore(session.Workspace).Add(path, new PluginVerifier(session.Plugins(), PluginConformance.Examine), replace);
        var isAdded = added.Location is not null;
        if (isAdded && session.Plugins().Plugins.FirstOrDefault(p => p.Location == added.Location) is { Status: not PluginStatus.Active } plugin)
            session.Tell($"{plugin.Reason} {plugin.Remedy}");
        if (session.IsJson)
        {
            session.Write(new JsonObject { ["name"] = added.Name, ["added"] = isAdded, ["location"] = added.Location, ["checks"] = Document(added.Checks) });
            return isAdded ? 0 : 1;
        }

        Print(session, [.. added.Checks.Where(check => check.Outcome != PluginCheckOutcome.Passed)]);
        session.Tables.WriteLine(isAdded ? $"Added '{added.Name}' to {added.Location}; it keeps all {added.Checks.Count} rules." : $"'{path}' was not added.");
        return isAdded ? 0 : 1;
    }

    private static void Print(OpenSession session, IReadOnlyList<PluginCheck> checks)
    {
        if (checks.Count == 0)
            return;
        var table = new Table().Border(TableBorder.Simple).AddColumns("check", "result", "rule");
        foreach (var check in checks)
            table.AddRow(new Text(check.Name), new Text(Outcome(check)), new Text(check.Rule));
        session.Tables.Write(table);
        foreach (var check in checks.Where(check => check.Outcome == PluginCheckOutcome.Failed))
            session.Tables.WriteLine($"{check.Name}: {check.Reason} {check.Remedy}");
    }

    private static string Outcome(PluginCheck check) => Options.KebabCase(check.Outcome.ToString());

    private static JsonArray Document(IReadOnlyList<PluginCheck> checks) => new([.. checks.Select(Document)]);

    private static JsonObject Document(PluginCheck check)
    {
        var document = new JsonObject { ["name"] = check.Name, ["rule"] = check.Rule, ["result"] = Outcome(check) };
        if (check.Outcome == PluginCheckOutcome.Failed)
            (document["reason"], document["remedy"]) = (check.Reason, check.Remedy);
        return document;
    }
}
