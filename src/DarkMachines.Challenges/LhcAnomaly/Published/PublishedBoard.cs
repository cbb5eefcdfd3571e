using DarkMachines.Statistics;

namespace DarkMachines.Challenges.LhcAnomaly.Published;

/// <summary>The board of published models: everything in it is computed anew from the rows of the tables.</summary>
public sealed class PublishedBoard
{
    /// <summary>Makes the board.</summary>
    /// <param name="tables">The tables.</param>
    /// <exception cref="UserInputException">No model has a row for every signal and channel.</exception>
    public PublishedBoard(PublishedTables tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        Tables = tables;
        PublishedModel[] models = [.. tables.Rows.GroupBy(row => row.Model, StringComparer.Ordinal).Select(rows => new PublishedModel(rows.Key, [.. rows]))];
        Tasks = [.. tables.Rows.Select(row => row.Task).Distinct()];
        Incomplete = [.. models.Where(model => model.Rows.Count < Tasks.Count)];
        PublishedModel[] complete = [.. models.Where(model => model.Rows.Count == Tasks.Count)];
        if (complete.Length == 0)
            throw new UserInputException("no-complete-model", $"None of the {models.Length} models has a row for each of the {Tasks.Count} signals and channels that occur.", "Give the tables of at least one model whole.");
        Rows = Ranked(complete);
        Secret = new SecretBoard(tables, Rows);
        Agreement = tables.Stated.Count == 0 ? null : StatedAgreement.Of(tables.Stated, Rows);
    }

    /// <summary>The tables the board is made of.</summary>
    public PublishedTables Tables { get; }

    /// <summary>Every signal and channel that occurs.</summary>
    public IReadOnlyList<(string Signal, string Channel)> Tasks { get; }

    /// <summary>The models with a row for each of <see cref="Tasks"/>, by falling median total improvement.</summary>
    public IReadOnlyList<PublishedBoardRow> Rows { get; }

    /// <summary>Models that lack rows, and are not ranked.</summary>
    public IReadOnlyList<PublishedModel> Incomplete { get; }

    /// <summary>The board of the secret set, beside this one.</summary>
    public SecretBoard Secret { get; }

    /// <summary>How the total improvements that a table states compare with those computed; null if none does.</summary>
    public StatedAgreement? Agreement { get; }

    private PublishedBoardRow[] Ranked(PublishedModel[] models)
    {
        double[][] meanRanks = [.. Columns.Select(column => MeanRanks(models, column))];
        Estimate[] medians = [.. models.Select(model => model.Improvement.Median)];
        var ranks = Ranks.Descending([.. medians.Select(median => median.Value)]);
        return
        [
            .. models.Select((model, m) => new PublishedBoardRow(
                model, ranks[m], 1 + Others(m, other => other.Low > medians[m].High), 1 + Others(m, other => other.High > medians[m].Low),
                [.. meanRanks.Select(column => column[m])])).OrderBy(row => row.Rank).ThenByDescending(row => row.Model.Improvement.Maximum.Value),
        ];

        int Others(int own, Func<Estimate, bool> isBetter) => medians.Where((other, o) => o != own && isBetter(other)).Count();
    }

    /// <summary>The columns that models are ranked by: the area and the three efficiencies.</summary>
    internal static IReadOnlyList<Func<PublishedRow, double>> Columns { get; } =
        [row => row.Auc, row => row.Efficiencies[0], row => row.Efficiencies[1], row => row.Efficiencies[2]];

    private double[] MeanRanks(PublishedModel[] models, Func<PublishedRow, double> column)
    {
        var byTask = models.Select(model => model.Rows.ToDictionary(row => row.Task, column)).ToArray();
        var sums = new double[models.Length];
        foreach (var task in Tasks)
        {
            var ranks = Ranks.Descending([.. byTask.Select(values => values[task])]);
            for (var m = 0; m < sums.Length; m++)
                sums[m] += ranks[m];
        }

        return [.. sums.Select(sum => sum / Tasks.Count)];
    }
}

/// <summary>A model's row on the board.</summary>
/// <param name="Model">The model with its total improvements.</param>
/// <param name="Rank">Rank by median total improvement, 1 is best; equal values share the mean of their ranks.</param>
/// <param name="BestRank">Best rank that rounding of the tables leaves possible.</param>
/// <param name="WorstRank">Worst such rank.</param>
/// <param name="MeanRanks">Mean rank over all rows by area and by the three efficiencies, equal values sharing ranks.</param>
public sealed record PublishedBoardRow(PublishedModel Model, double Rank, int BestRank, int WorstRank, IReadOnlyList<double> MeanRanks);

/// <summary>How total improvements that a table states compare with those computed.</summary>
/// <param name="Compared">Number of models compared.</param>
/// <param name="LargestDifference">Largest absolute difference of a minimum, median or maximum.</param>
/// <param name="WithoutRows">Models stated whose rows are in no table, or incomplete.</param>
/// <param name="NotStated">Models with rows that are not stated.</param>
public sealed record StatedAgreement(
    int Compared, double LargestDifference, IReadOnlyList<string> WithoutRows, IReadOnlyList<string> NotStated)
{
    internal static StatedAgreement Of(IReadOnlyList<StatedImprovement> stated, IReadOnlyList<PublishedBoardRow> rows)
    {
        var computed = rows.ToDictionary(row => row.Model.Name, row => row.Model.Improvement, StringComparer.Ordinal);
        var names = stated.Select(item => item.Model).ToHashSet(StringComparer.Ordinal);
        var differences = stated.Where(item => computed.ContainsKey(item.Model)).Select(item => Difference(item, computed[item.Model])).ToArray();
        return new StatedAgreement(
            differences.Length, differences.DefaultIfEmpty(0).Max(), [.. stated.Select(item => item.Model).Where(name => !computed.ContainsKey(name))],
            [.. computed.Keys.Where(name => !names.Contains(name))]);
    }

    private static double Difference(StatedImprovement stated, TotalImprovement computed) => Math.Max(
        Math.Abs(stated.Median - computed.Median.Value),
        Math.Max(Math.Abs(stated.Minimum - computed.Minimum.Value), Math.Abs(stated.Maximum - computed.Maximum.Value)));
}
