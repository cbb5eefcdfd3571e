using DarkMachines.Statistics;

namespace DarkMachines.Challenges.LhcAnomaly.Published;

/// <summary>The published board of the secret set, each model beside what it reached on the open one.</summary>
public sealed class SecretBoard
{
    // The secret set's table names the ensemble of Deep SVDDs by its loss; the result tables do not.
    private const string LossName = "DeepSVDD_MSE", PlainName = "DeepSVDD";

    internal SecretBoard(PublishedTables tables, IReadOnlyList<PublishedBoardRow> open)
    {
        var computed = open.ToDictionary(row => row.Model.Name, row => Stated(row.Model), StringComparer.Ordinal);
        foreach (var item in tables.Stated)
            computed.TryAdd(item.Model, item);
        var ranks = Ranks.Descending([.. tables.Secret.Select(item => item.Median)]);
        Rows =
        [
            .. tables.Secret.Select((item, i) => new SecretRow(ranks[i], item, computed.GetValueOrDefault(FullName(item.Model, tables)))).OrderBy(row => row.Rank),
        ];
        SecretRow[] both = [.. Rows.Where(row => row.Open is not null)];
        Paired = both.Length;
        MinimumCorrelation = Correlation(item => item.Minimum);
        MedianCorrelation = Correlation(item => item.Median);
        MaximumCorrelation = Correlation(item => item.Maximum);

        double Correlation(Func<StatedImprovement, double> of) =>
            Ranks.Correlation([.. both.Select(row => of(row.Secret))], [.. both.Select(row => of(row.Open!))]);
    }

    /// <summary>The models, by falling median.</summary>
    public IReadOnlyList<SecretRow> Rows { get; }

    /// <summary>Number of models that are on both boards.</summary>
    public int Paired { get; }

    /// <summary>Spearman's correlation of the minimum between the boards; NaN if there is none.</summary>
    public double MinimumCorrelation { get; }

    /// <summary>Spearman's correlation of the median between the boards; NaN if there is none.</summary>
    public double MedianCorrelation { get; }

    /// <summary>Spearman's correlation of the maximum between the boards; NaN if there is none.</summary>
    public double MaximumCorrelation { get; }

    private static string FullName(string name, PublishedTables tables) =>
        tables.ShortNames.GetValueOrDefault(name) ?? name.Replace(LossName, PlainName, StringComparison.Ordinal);

    private static StatedImprovement Stated(PublishedModel model) =>
        new(model.Name, model.Improvement.Minimum.Value, model.Improvement.Median.Value, model.Improvement.Maximum.Value);
}

/// <summary>A row of the secret set's board.</summary>
/// <param name="Rank">Rank by the median on the secret set, 1 is best; equal values share the mean of their ranks.</param>
/// <param name="Secret">What was reached on the secret set, under the name used there.</param>
/// <param name="Open">
/// What the same model reached on the open set: computed from its rows, or stated where no table has them; null if it is not known.
/// </param>
public sealed record SecretRow(double Rank, StatedImprovement Secret, StatedImprovement? Open);
