using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Hosting.Plugins;
using Spectre.Console;

namespace DarkMachines.Cli.Commands;

/// <summary><c>darkmachines algorithms [list|show NAME]</c>.</summary>
internal static class AlgorithmsCommand
{
    public static Command Create(Session session)
    {
        var list = new Command("list", "List the algorithms that plugins provide");
        list.SetAction(parsed => List(session.Open(parsed)));

        var name = new Argument<string>("name") { Description = "Name of the algorithm", HelpName = "NAME" };
        var show = new Command(
            "show",
            """
            Show an algorithm: kinds, citation, options with defaults and ranges.

            Example:
              darkmachines algorithms show random-forest
            """)
        {
            name,
        };
        show.SetAction(parsed => Show(session.Open(parsed), parsed.GetRequiredValue(name)));

        var command = new Command("algorithms", "List and show algorithms") { list, show };
        command.SetAction(parsed => List(session.Open(parsed)));
        return command;
    }

    private static int List(OpenSession session)
    {
        var algorithms = session.Plugins().Algorithms;
        if (session.IsJson)
        {
            session.Write(new JsonObject { ["algorithms"] = new JsonArray([.. algorithms.Select(Describe)]) });
            return 0;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("name", "kinds", "plugin", "summary");
        foreach (var algorithm in algorithms)
            table.AddRow(new Text(algorithm.Name), new Text(Kinds(algorithm)), new Text(algorithm.Plugin), new Text(algorithm.Summary));
        session.Tables.Write(table);
        return 0;
    }

    private static int Show(OpenSession session, string name)
    {
        var algorithm = session.Plugins().Find(name);
        var options = new AlgorithmFactory().OptionsOf(algorithm).Describe();
        if (session.IsJson)
        {
            var document = Describe(algorithm);
            document["options"] = new JsonArray([.. options.Select(Describe)]);
            session.Write(document);
            return 0;
        }

        session.Tables.WriteLine($"{algorithm.Name}: {algorithm.Summary}");
        session.Tables.WriteLine($"Kinds: {Kinds(algorithm)}. Plugin: {algorithm.Plugin}. Missing values: {(algorithm.HandlesMissingValues ? "handled" : "refused")}.{(algorithm.OnRequest ? " Takes part in a run only when it is named, or with -a all." : "")}");
        if (algorithm.Citation.Length > 0)
            session.Tables.WriteLine($"Cite: {algorithm.Citation}");
        if (options.Count == 0)
        {
            session.Tables.WriteLine("It has no options.");
            return 0;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("option", "type", "default", "range", "meaning");
        foreach (var option in options)
            table.AddRow(new Text(option.Name), new Text(option.Type), new Text(option.Default), new Text(option.Range ?? ""), new Text(option.Help ?? ""));
        session.Tables.Write(table);
        session.Tables.WriteLine($"Set them as in: darkmachines run CHALLENGE -a {algorithm.Name}:{options[0].Name}={options[0].Default}");
        return 0;
    }

    private static string Kinds(AlgorithmEntry algorithm) => string.Join(", ", algorithm.Kinds.Select(kind => Options.KebabCase(kind.ToString())));

    private static JsonObject Describe(AlgorithmEntry algorithm) => new()
    {
        ["name"] = algorithm.Name,
        ["summary"] = algorithm.Summary,
        ["kinds"] = new JsonArray([.. algorithm.Kinds.Select(kind => JsonValue.Create(Options.KebabCase(kind.ToString())))]),
        ["plugin"] = algorithm.Plugin,
        ["citation"] = algorithm.Citation,
        ["handlesMissingValues"] = algorithm.HandlesMissingValues,
        ["onRequest"] = algorithm.OnRequest,
    };

    private static JsonObject Describe(OptionDescription option) => new()
    {
        ["name"] = option.Name,
        ["type"] = option.Type,
        ["default"] = option.Default,
        ["range"] = option.Range,
        ["help"] = option.Help,
    };
}
