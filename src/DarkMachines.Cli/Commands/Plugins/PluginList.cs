using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Hosting.Plugins;
using Spectre.Console;

namespace DarkMachines.Cli.Commands.Plugins;

/// <summary><c>darkmachines plugins list</c>.</summary>
internal static class PluginList
{
    public static Command Command(Session session)
    {
        var list = new Command(
            "list",
            """
            List the plugins beside the program, in the workspace and in the folders named with --plugins.

            Nothing of a plugin runs while it is listed. One that is broken is listed with what is wrong and what to do.

            Example:
              darkmachines plugins list --plugins ../my-plugins
            """);
        list.SetAction(parsed => List(session.Open(parsed)));
        return list;
    }

    public static int List(OpenSession session)
    {
        var plugins = session.Plugins().Plugins;
        if (session.IsJson)
        {
            session.Write(new JsonObject { ["plugins"] = new JsonArray([.. plugins.Select(Describe)]) });
            return 0;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("name", "version", "status", "algorithms", "location");
        foreach (var plugin in plugins)
        {
            table.AddRow(
                new Text(plugin.Name), new Text(plugin.Version?.ToString() ?? ""), new Text(Status(plugin)),
                new Text(string.Join(", ", plugin.Algorithms.Select(a => a.Name))), new Text(plugin.Location));
        }

        session.Tables.Write(table);
        foreach (var plugin in plugins.Where(p => p.Status != PluginStatus.Active))
            session.Tables.WriteLine($"{plugin.Name} ({Status(plugin)}): {plugin.Reason} {plugin.Remedy}");
        return 0;
    }

    private static string Status(Plugin plugin) => Options.KebabCase(plugin.Status.ToString());

    private static JsonObject Describe(Plugin plugin)
    {
        var document = new JsonObject
        {
            ["name"] = plugin.Name,
            ["status"] = Status(plugin),
            ["location"] = plugin.Location,
            ["algorithms"] = new JsonArray([.. plugin.Algorithms.Select(a => JsonValue.Create(a.Name))]),
        };
        if (plugin.Version is { } version)
            document["version"] = version.ToString();
        if (plugin.ContractVersion is { } contracts)
            document["contractVersion"] = contracts.ToString();
        if (plugin.Status != PluginStatus.Active)
            (document["reason"], document["remedy"]) = (plugin.Reason, plugin.Remedy);
        return document;
    }
}
