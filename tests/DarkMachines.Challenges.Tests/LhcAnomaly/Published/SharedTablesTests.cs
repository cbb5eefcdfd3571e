using DarkMachines.Challenges.LhcAnomaly.Published;
using DarkMachines.Testing;

namespace DarkMachines.Challenges.Tests.LhcAnomaly.Published;

/// <summary>The tables that the challenge's authors published (commit 8c60969 of their repository).</summary>
public class SharedTablesTests
{
    private const string Folder = "data/lhc/results";

    private static readonly Lazy<PublishedBoard> Board = new(() => new PublishedBoard(PublishedTables.Read(SharedData.PathTo(Folder))));

    [SharedFact(Folder)]
    public void Total_improvements_are_those_stated()
    {
        var agreement = Board.Value.Agreement!;
        Assert.True(agreement.LargestDifference < 1e-12);
        Assert.Equal(Board.Value.Rows.Count, agreement.Compared);
        Assert.Empty(agreement.NotStated);
    }

    // By scipy.stats.rankdata over the models of the tables that are shared, 228 of the 1040.
    [SharedFact(Folder)]
    public void Mean_ranks_over_all_rows_share_the_ranks_of_equal_values()
    {
        Assert.Equal(34, Board.Value.Tasks.Count);
        (int Column, string Model, double Rank)[] expected =
        [
            (0, "Combined-OR-DeepSVDD-Flow", 9.191176), (0, "Combined-AVG-DeepSVDD-Flow", 10.75), (0, "Flow-Efficient_Likelihood", 11.852941),
            (1, "Flow-Efficient_Likelihood", 11.411765), (2, "Combined-AND-DeepSVDD-Flow", 19.191176), (3, "Combined-AVG-DeepSVDD-Flow", 24.5),
        ];
        foreach (var (column, model, rank) in expected)
        {
            var row = Board.Value.Rows.Single(row => row.Model.Name == model);
            if (Board.Value.Rows.Count == 228)
                Assert.Equal(rank, row.MeanRanks[column], 1e-6);
            else
                Assert.True(row.MeanRanks[column] >= rank);
        }

        Assert.Equal(0.922941, Board.Value.Rows.Single(row => row.Model.Name == "Flow-Efficient_Likelihood").Model.Mean(row => row.Auc), 1e-6);
    }

    [SharedFact(Folder)]
    public void The_secret_board_stands_beside_the_open_one()
    {
        var secret = Board.Value.Secret;
        Assert.Equal(("Combined-OR-DeepSVDD_MSE-Flow", "Combined-OR-DeepSVDD-Flow"), (secret.Rows[0].Secret.Model, secret.Rows[0].Open!.Model));
        Assert.Equal(19.02280130293159, secret.Rows[0].Secret.Median);
        Assert.Equal(("Random guess", null), (secret.Rows[^1].Secret.Model, secret.Rows[^1].Open));
        Assert.Equal(27, secret.Paired);

        // scipy.stats.spearmanr of the two tables of medians.
        Assert.Equal(0.521075, secret.MedianCorrelation, 1e-6);
    }

    [SharedFact(Folder)]
    public void The_audit_finds_what_is_wrong_with_them()
    {
        var findings = PublishedAudit.Of(Board.Value);
        var duplicated = Assert.Single(findings, finding => finding.Code == "duplicated-column");
        Assert.Equal("Flow-Efficient_Likelihood", duplicated.Subject);
        Assert.Contains("15.00 with the column 1e-4 and 7.91 without", duplicated.Evidence, StringComparison.Ordinal);
        Assert.Contains(findings, finding => finding is { Code: "area-contradicts-efficiency", Subject: "Combined-PROD-DeepSVDD-Flow" });
        Assert.DoesNotContain(findings, finding => finding.Code == "efficiency-rises");
        Assert.Equal(8, findings.Count(finding => finding.Code == "incomplete-model"));
        Assert.Contains(findings, finding => finding is { Code: "rounded-scores", Subject: "Flow-Efficient_Likelihood" } && finding.Evidence.Contains("14.50 to 15.50", StringComparison.Ordinal));
        Assert.Equal(4, findings.Count(finding => finding.Code == "unresolved-point"));
    }
}
