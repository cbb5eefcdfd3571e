using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Cli.Output;
using DarkMachines.Data;
using DarkMachines.Data.Simulation;
using Spectre.Console;

namespace DarkMachines.Cli.Commands;

/// <summary><c>darkmachines datasets [list|show NAME|generate lhc-toy DIR]</c>.</summary>
internal static class DatasetsCommand
{
    private const string Toy = "lhc-toy";

    public static Command Create(Session session)
    {
        var list = new Command("list", "List the datasets: what they hold and where they can be had");
        list.SetAction(parsed => List(session.Open(parsed)));

        var name = new Argument<string>("name") { Description = "A dataset", HelpName = "NAME" };
        var show = new Command("show", "Show a dataset: citation, licence, addresses, files with their columns and checksums") { name };
        show.SetAction(parsed => Show(session.Open(parsed), DatasetManifest.Shipped(parsed.GetRequiredValue(name))));

        var command = new Command("datasets", "List and show datasets, and generate simulated ones") { list, show, Generate(session) };
        command.SetAction(parsed => List(session.Open(parsed)));
        return command;
    }

    private static Command Generate(Session session)
    {
        var what = new Argument<string>("simulation") { Description = $"The simulation: {Toy}", HelpName = "SIMULATION" };
        what.AcceptOnlyFromAmong(Toy);
        var folder = new Argument<string>("folder") { Description = "Where to write the files; made if it is not there", HelpName = "DIR" };
        var background = Count("--events", "Background events of channel 1; 2a gets a tenth, 2b as many, 3 four times as many", new LhcToySettings().BackgroundEvents);
        var signal = Count("--signal-events", "Events of each signal in each channel", new LhcToySettings().SignalEvents);
        var seed = new Option<ulong>("--seed") { Description = "Seed; the same seed gives the same files", HelpName = "S", DefaultValueFactory = _ => LhcToy.DefaultSeed };
        var threads = new Option<int>("--threads") { Description = "Threads to use; the files do not depend on it", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command(
            "generate",
            """
            Generate a simulation in the format of the data it stands in for.

            lhc-toy writes collision events of the LHC anomaly-score challenge: background_chanX_L.csv and SIGNAL_chanX.csv
            for channels 1, 2a, 2b and 3 (docs/lhc-anomaly.md).

            Examples:
              darkmachines datasets generate lhc-toy toy/
              darkmachines datasets generate lhc-toy toy/ --events 200000 --signal-events 10000 --seed 7
              darkmachines run lhc-anomaly --data toy/
            """)
        {
            what, folder, background, signal, seed, threads,
        };
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var settings = new LhcToySettings(parsed.GetValue(seed), parsed.GetValue(background), parsed.GetValue(signal));
            var path = parsed.GetRequiredValue(folder);
            LhcToy.Generate(path, settings, parsed.GetValue(threads), new ProgressLines(open), open.Cancellation);
            return Written(open, path);
        });
        return command;
    }

    private static Option<int> Count(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100_000_000)
                result.AddError($"{name} must be between 1 and 100000000.");
        });
        return option;
    }

    private static int Written(OpenSession session, string folder)
    {
        var files = Directory.GetFiles(folder, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        if (session.IsJson)
        {
            session.Write(new JsonObject
            {
                ["folder"] = folder,
                ["files"] = new JsonArray([.. files.Select(file => new JsonObject { ["path"] = Path.GetRelativePath(folder, file), ["bytes"] = new FileInfo(file).Length })]),
            });
            return 0;
        }

        var table = TextTable.Of("file", "bytes");
        foreach (var file in files)
            table.AddRow(TextTable.Cells([Path.GetRelativePath(folder, file), FormattableString.Invariant($"{new FileInfo(file).Length}")]));
        session.Tables.Write(table);
        return 0;
    }

    private static int List(OpenSession session)
    {
        var manifests = DatasetManifest.ShippedNames.Select(DatasetManifest.Shipped).ToArray();
        if (session.IsJson)
        {
            session.Write(new JsonObject { ["datasets"] = new JsonArray([.. manifests.Select(Describe)]) });
            return 0;
        }

        var table = TextTable.Of("name", "files", "licence", "description");
        foreach (var manifest in manifests)
            table.AddRow(TextTable.Cells([manifest.Name, FormattableString.Invariant($"{manifest.Files.Count}"), manifest.Licence, manifest.Description]));
        session.Tables.Write(table);
        return 0;
    }

    private static int Show(OpenSession session, DatasetManifest manifest)
    {
        if (session.IsJson)
        {
            session.Write(Describe(manifest));
            return 0;
        }

        session.Tables.WriteLine($"{manifest.Name}: {manifest.Description}");
        session.Tables.WriteLine($"Cite: {manifest.Citation}");
        session.Tables.WriteLine($"Licence: {manifest.Licence}");
        foreach (var address in manifest.Addresses)
            session.Tables.WriteLine($"From: {address}");
        foreach (var file in manifest.Files)
        {
            session.Tables.WriteLine($"{file.Path}: {file.Description} ({file.Format}); SHA-256 {file.Sha256}");
            foreach (var column in file.Columns)
                session.Tables.WriteLine($"  {column.Name}{(column.Unit is { Length: > 0 } unit ? $" [{unit}]" : "")} {column.Description}");
        }

        return 0;
    }

    private static JsonObject Describe(DatasetManifest manifest) => new()
    {
        ["name"] = manifest.Name,
        ["description"] = manifest.Description,
        ["citation"] = manifest.Citation,
        ["licence"] = manifest.Licence,
        ["addresses"] = new JsonArray([.. manifest.Addresses.Select(address => JsonValue.Create(address))]),
        ["files"] = new JsonArray([.. manifest.Files.Select(file => new JsonObject
        {
            ["path"] = file.Path,
            ["description"] = file.Description,
            ["format"] = file.Format,
            ["sha256"] = file.Sha256,
            ["columns"] = new JsonArray([.. file.Columns.Select(column => JsonValue.Create(column.Name))]),
        })]),
    };
}
