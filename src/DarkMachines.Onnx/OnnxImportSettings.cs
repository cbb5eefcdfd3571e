using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace DarkMachines.Onnx;

/// <summary>What an import is told beside the file. It counts for more than the file and its cards.</summary>
public sealed record OnnxImportSettings
{
    /// <summary>Most passes that a model with random operators may be averaged over.</summary>
    public const int MostPasses = 10_000;

    /// <summary>The names of settings in text: see <see cref="With"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["as", "output", "positive", "direction", "passes"];

    /// <summary>What the model does; null to take it from the card or the graph.</summary>
    public ModelKind? Kind { get; init; }

    /// <summary>Name of the output to read; null if only one fits.</summary>
    public string? Output { get; init; }

    /// <summary>Name of the class that counts as positive; null to take it from the card or from labels 0 and 1.</summary>
    public string? PositiveLabel { get; init; }

    /// <summary>Which values of the output are anomalous; null to take it from the card or the graph.</summary>
    public AnomalousSide? Anomalous { get; init; }

    /// <summary>Runs that a model with random operators is averaged over; null to refuse such models.</summary>
    [Range(1, MostPasses)]
    public int? Passes { get; init; }

    /// <summary>Threads within one run of the graph. With more than one the last bits may depend on the number.</summary>
    [Range(1, 1024)]
    public int Threads { get; init; } = 1;

    /// <summary>Longest time one run of a graph with loops may take, over at most 4096 rows, in seconds.</summary>
    [Range(1, 3600)]
    public int SecondsPerRun { get; init; } = 60;

    /// <summary>Most memory by which the process may grow in one run, over at most 4096 rows, in MiB.</summary>
    [Range(1, 1 << 20)]
    public int MegabytesPerRun { get; init; } = 4096;

    /// <summary>
    /// True to have ONNX Runtime walk trees too, as it does wherever else the file is used; else the trees of a file that holds
    /// nothing more are walked here, in less time and memory.
    /// </summary>
    public bool TreesByRuntime { get; init; }

    /// <summary>A copy with one setting given as text, as on the command line.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="UsageException">There is no such setting, or the value is none of its values.</exception>
    public OnnxImportSettings With(string name, string value) => name switch
    {
        "as" => this with { Kind = ModelKinds.Parse(value) ?? throw WrongValue(name, value, string.Join(", ", ModelKinds.All)) },
        "output" => this with { Output = value },
        "positive" => this with { PositiveLabel = value },
        "direction" => this with { Anomalous = SideOf(value) },
        "passes" => Options.Validate(this with
        {
            Passes = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var passes)
                ? passes
                : throw WrongValue(name, value, "whole numbers from 1"),
        }),
        _ => throw new UsageException("unknown-option", $"A model has no setting '{name}'.", $"There are {string.Join(", ", Names)}."),
    };

    private static AnomalousSide SideOf(string value) => value switch
    {
        "low" => AnomalousSide.Low,
        "high" => AnomalousSide.High,
        _ => throw WrongValue("direction", value, "low, high"),
    };

    private static UsageException WrongValue(string name, string value, string values) =>
        new("invalid-option", $"The model setting '{name}' is '{value}', which is none of its values.", $"Its values are {values}.");
}
