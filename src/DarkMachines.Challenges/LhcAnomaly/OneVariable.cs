using System.Text.Json.Nodes;
using DarkMachines.Challenges.Baselines;
using DarkMachines.Data.Events;

namespace DarkMachines.Challenges.LhcAnomaly;

/// <summary>A baseline that needs no training: one variable of the event is its score.</summary>
/// <param name="column">Name of the variable, a column of <see cref="Variables"/>.</param>
internal sealed class OneVariable(string column) : IAnomalyDetector
{
    /// <summary>The feature set that the baselines see, whatever others see.</summary>
    public static FeatureSet Variables { get; } = FeatureSets.Named("trivial");

    /// <summary>A baseline for each variable.</summary>
    public static IReadOnlyList<Entrant> Entrants { get; } =
    [
        .. Variables.Features.Select(column => new Entrant(
            column.Name, new JsonObject(), $"one-variable/1/{column.Name}", EntrantSource.Baseline, () => new OneVariable(column.Name))),
    ];

    public IAnomalyModel Fit(FeatureTable background, FitContext context)
    {
        var place = background.ColumnIndex(column);
        return new RowScore(background.Features, row => row[place]);
    }
}
