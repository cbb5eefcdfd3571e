namespace DarkMachines.Challenges.Tabular;

/// <summary>How a set is divided into rows to fit on and rows to score.</summary>
/// <param name="Name">First part of a task's name; the set's name is the second.</param>
/// <param name="Description">One line that says what is asked.</param>
/// <param name="TestShare">Share of the pool that is not fitted on in a repeat, rounded up to whole rows.</param>
internal sealed record TabularProtocol(string Name, string Description, double TestShare)
{
    /// <summary>Fit on 60 % of the rows, anomalies among them, without labels; score the other 40 %. As PyOD's table was made.</summary>
    public static TabularProtocol Inductive { get; } = new("inductive", "fit on 60 % of the rows without labels, score the rest", 0.4);

    /// <summary>
    /// Fit on half of the normal rows: two thirds of a pool of three quarters, drawn anew in each repeat. The last quarter
    /// and all anomalies are scored.
    /// </summary>
    public static TabularProtocol Novelty { get; } = new("novelty", "fit on half of the normal rows, score others and the anomalies", 1 / 3.0);

    /// <summary>Share of the normal rows that are never fitted on under <see cref="Novelty"/>.</summary>
    public const double HeldOutShare = 0.25;

    /// <summary>Both.</summary>
    public static IReadOnlyList<TabularProtocol> All { get; } = [Inductive, Novelty];

    /// <summary>The task of a set under this protocol.</summary>
    public ChallengeTask TaskOf(TabularSet set) => new($"{Name}/{set.Name}", $"{Description} ({set.Name})", [.. set.Rows.Features.Select(f => f.Name)]);

    /// <summary>The protocol of a task.</summary>
    public static TabularProtocol Of(ChallengeTask task) => All.Single(p => task.Name.StartsWith(p.Name + "/", StringComparison.Ordinal));

    /// <summary>Divides a pool in one repeat: the same for every entrant of a seed.</summary>
    /// <param name="rows">Rows of the pool.</param>
    /// <param name="seed">Seed of the splits.</param>
    /// <param name="repeat">The repeat.</param>
    public (int[] Training, int[] Test) Split(int rows, ulong seed, int repeat)
    {
        var order = Enumerable.Range(0, rows).ToArray();
        new RandomStream(seed, (ulong)repeat).Shuffle<int>(order);
        var test = (int)Math.Ceiling(TestShare * rows);
        return (order[test..], order[..test]);
    }
}
