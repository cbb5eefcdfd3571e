using System.Text.Json;
using System.Text.Json.Serialization;
using DarkMachines.Challenges;
using DarkMachines.Data;

namespace DarkMachines.Hosting.Trials;

/// <summary>
/// What a trial may see of the data, as files: <c>inputs.json</c> names tables, columns and classes, and the numbers lie
/// beside it as NPY. A folder is made complete under another name first, so that one that is there is whole.
/// </summary>
public static class TrialInputsFolder
{
    private const string ListName = "inputs.json";
    private const string Remedy = "Run the challenge again; it writes its inputs anew.";

    /// <summary>Writes inputs; a folder that is there is left as it is.</summary>
    /// <param name="folder">The folder to make; its name must tell these inputs from others.</param>
    /// <param name="inputs">The inputs.</param>
    public static void Write(string folder, TrialInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (Directory.Exists(folder))
            return;
        var draft = $"{folder}.{Guid.NewGuid():n}.unfinished";
        Directory.CreateDirectory(draft);
        foreach (var (name, table) in inputs.Tables)
        {
            NpyFile.Write(Values(draft, name), table.Values, [table.RowCount, table.ColumnCount]);
            if (table.IsWeighted)
                NpyFile.Write(Weights(draft, name), table.Weights, [table.RowCount]);
        }

        foreach (var (name, labels) in inputs.Labels)
            NpyFile.Write(Classes(draft, name), Array.ConvertAll(labels.Indices.ToArray(), index => (float)index), [labels.Count]);
        var list = new Document(
            inputs.Task,
            inputs.Tables.ToDictionary(t => t.Key, t => new Table(t.Value.Features, t.Value.RowShape)),
            inputs.Labels.ToDictionary(l => l.Key, l => l.Value.Classes));
        File.WriteAllText(Path.Combine(draft, ListName), JsonSerializer.Serialize(list, InputsJson.Default.Document));
        try
        {
            Directory.Move(draft, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process was quicker; both wrote the same.
            Directory.Delete(draft, recursive: true);
        }
    }

    /// <summary>Reads inputs.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="UserInputException">A file is missing or not what it should be.</exception>
    public static TrialInputs Read(string folder)
    {
        var path = Path.Combine(folder, ListName);
        var list = StateFile.Read(path, InputsJson.Default.Document, Remedy, "inputs-unreadable")
            ?? throw new UserInputException("inputs-missing", $"The trial's inputs are not in '{folder}'.", Remedy);
        return new TrialInputs(
            list.Task,
            list.Tables.ToDictionary(t => t.Key, t => ReadTable(folder, t.Key, t.Value)),
            list.Labels.ToDictionary(l => l.Key, l => ReadLabels(folder, l.Key, l.Value)));
    }

    private static FeatureTable ReadTable(string folder, string name, Table table)
    {
        var weights = Weights(folder, name);
        return new FeatureTable(
            table.Features,
            NpyFile.ReadSingles(Values(folder, name)).Values,
            File.Exists(weights) ? NpyFile.ReadSingles(weights).Values : default,
            table.RowShape);
    }

    private static ClassLabels ReadLabels(string folder, string name, IReadOnlyList<string> classes) =>
        new(classes, Array.ConvertAll(NpyFile.ReadSingles(Classes(folder, name)).Values, index => (int)index));

    private static string Values(string folder, string table) => Path.Combine(folder, table + ".npy");

    private static string Weights(string folder, string table) => Path.Combine(folder, table + ".weights.npy");

    private static string Classes(string folder, string table) => Path.Combine(folder, table + ".classes.npy");

    internal sealed record Table(IReadOnlyList<Feature> Features, IReadOnlyList<int> RowShape);

    internal sealed record Document(ChallengeTask Task, IReadOnlyDictionary<string, Table> Tables, IReadOnlyDictionary<string, IReadOnlyList<string>> Labels);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TrialInputsFolder.Document))]
internal sealed partial class InputsJson : JsonSerializerContext;
