using System.Globalization;
using DarkMachines.Challenges.LhcAnomaly.Published;

namespace DarkMachines.Challenges.Tests.LhcAnomaly.Published;

public sealed class PublishedTablesTests : IDisposable
{
    private const string Header = "Signal,Model,Chan,AUC,1e-2,1e-3,1e-4\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("darkmachines-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_best_channel_of_a_signal_counts()
    {
        Write("a.csv", Header + "x,m,1,0.8,0.125,0.05,0.0123\nx,m,3,0.9,0.3,0.02,0.001\ny,m,2a,0.6123,0.02,0,0\n");
        var row = Assert.Single(Board().Rows);
        var roots = new[] { 0.3 / Math.Sqrt(1e-2), 0.02 / Math.Sqrt(1e-2) };
        Assert.Equal((roots[1], roots[0]), (row.Model.Improvement.Minimum.Value, row.Model.Improvement.Maximum.Value));
        Assert.Equal(roots.Average(), row.Model.Improvement.Median.Value, 1e-12);
        Assert.Equal(4, row.Model.Decimals);
    }

    [Fact]
    public void Equal_medians_and_values_share_their_ranks()
    {
        Write("a.csv", Header + "x,m,1,0.8,0.12345678,0,0\nx,n,1,0.8,0.12345678,0,0\nx,o,1,0.7,0.2345678,0,0\n");
        Assert.Equal([("o", 1.0, 3.0), ("m", 2.5, 1.5), ("n", 2.5, 1.5)], Board().Rows.Select(row => (row.Model.Name, row.Rank, row.MeanRanks[0])));
    }

    [Fact]
    public void Rounding_leaves_a_range_of_ranks()
    {
        // 0.04 may have been 0.035, or 0.045; its zero at 1e-4 may have been 0.005, an improvement of 0.5.
        Write("a.csv", Header + "x,rounded,1,0.8,0.04,0,0\nx,a,1,0.8123456,0.0441234,0,0\nx,b,1,0.7123456,0.0361234,0,0\nx,c,1,0.7123456,0.0561234,0,0\n");
        var row = Board().Rows.Single(row => row.Model.Name == "rounded");
        Assert.Equal((3.0, 2, 4), (row.Rank, row.BestRank, row.WorstRank));
    }

    [Fact]
    public void Models_without_some_rows_are_told_and_not_ranked()
    {
        Write("a.csv", Header + "x,m,1,0.8,0.1,0.05,0.01\ny,m,3,0.9,0.3,0.02,0.001\n");
        Write("b.csv", Header + "x,n,1,0.8,0.1,0.05,0.01\n");
        Assert.Equal("m", Assert.Single(Board().Rows).Model.Name);
        Assert.Contains("lacks 1 of 2 rows (channel 3)", Assert.Single(Findings("incomplete-model")).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_that_cannot_be_are_found_with_their_line()
    {
        Write("a.csv", Header + "x,m,1,0.51234,0.123456,0.2,0.01\ny,m,3,0.4,1,0.02,0.001\nz,m,3,0.99999,0.1,0.02,0.001\n");
        Assert.Contains("x of channel 1 (a.csv, line 2), where the efficiencies are 0.1235, 0.2, 0.01", Assert.Single(Findings("efficiency-rises")).Evidence, StringComparison.Ordinal);
        var contradiction = Assert.Single(Findings("area-contradicts-efficiency")).Evidence;
        Assert.Contains("in 2 rows", contradiction, StringComparison.Ordinal);
        Assert.Contains("line 3), where it is 0.4, but an efficiency of 1 at 1e-2 means at least 0.99", contradiction, StringComparison.Ordinal);
        Assert.Contains("least 0.4 in y", Assert.Single(Findings("area-below-half")).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_given_twice_is_found()
    {
        var rows = Enumerable.Range(0, 6).Select(i => string.Create(CultureInfo.InvariantCulture, $"s{i},m,1,0.81234,0.2,{0.01 + i / 1000.0},{0.01 + i / 1000.0}\n"));
        Write("a.csv", Header + string.Concat(rows));
        Assert.Contains("1e-3 and 1e-4 are equal in all 6 rows", Assert.Single(Findings("duplicated-column")).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_with_the_same_figures_are_found()
    {
        Write("a.csv", Header + "x,m,1,0.8,0.1,0.05,0.01\nx,n,1,0.8,0.1,0.05,0.01\n");
        Assert.Equal("has the same figures in every row as n", Assert.Single(Findings("same-figures")).Evidence);
    }

    [Fact]
    public void Columns_stand_in_any_order_beside_others_and_other_files_are_told()
    {
        Write("a.csv", ",Model,Chan,Signal,1e-4,1e-3,1e-2,AUC\r\n0,m,2b,x,0.1,0.2,0.3,0.9\r\n\r\n");
        Write("notes.csv", "who,what\na,b\n");
        Assert.Equal([0.3, 0.2, 0.1], Assert.Single(Board().Tables.Rows).Efficiencies);
        Assert.Equal("notes.csv", Assert.Single(Findings("file-ignored")).Subject);
    }

    [Theory]
    [InlineData("x,m,1,0.8,0.1,0.05\n", "a.csv, line 2: the table has 6 columns where 7 are expected.")]
    [InlineData("x,m,1,0.8,0.1,0.05,0.01\nx,n,1,eight,0.1,0.05,0.01\n", "a.csv, line 3: the table has 'eight' in column 'AUC'.")]
    [InlineData("x,m,1,0.8,1.1,0.05,0.01\n", "a.csv, line 2: the table has '1.1' in column '1e-2'.")]
    [InlineData("x,m,1,nan,0.1,0.05,0.01\n", "a.csv, line 2: the table has 'nan' in column 'AUC'.")]
    [InlineData("x,m,2,0.8,0.1,0.05,0.01\n", "a.csv, line 2: the table has the channel '2'.")]
    [InlineData("x,,1,0.8,0.1,0.05,0.01\n", "a.csv, line 2: the table has nothing in column 'Model'.")]
    [InlineData("x,m,1,0.8,0.1,0.05,0.01\n\nx,m,1,0.8,0.1,0.05,0.01\n", "a.csv, line 4: 'm' on x in channel 1 was already given in a.csv, line 2.")]
    [InlineData("x,m,1,0.8,0.1,0.05,\"0.01\"1\n", "a.csv, line 2: this is no comma-separated text.")]
    public void A_wrong_line_is_named(string lines, string message)
    {
        Write("a.csv", Header + lines);
        var error = Assert.Throws<UserInputException>(Board);
        Assert.Equal(message, error.Message);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void A_folder_without_tables_is_refused()
    {
        Assert.Equal("no-tables", Assert.Throws<UserInputException>(Board).Code);
        Assert.Equal("folder-missing", Assert.Throws<UserInputException>(() => PublishedTables.Read(Path.Combine(_folder, "none"))).Code);
        Write("a.csv", "Signal,Model,Chan,AUC,1e-2,1e-3\nx,m,1,0.8,0.1,0.05\n");
        Assert.Contains("wrong is 1e-4", Assert.Throws<UserInputException>(Board).Message, StringComparison.Ordinal);
        Write("a.csv", Header);
        Assert.Equal("no-tables", Assert.Throws<UserInputException>(Board).Code);
    }

    private PublishedBoard Board() => new(PublishedTables.Read(_folder));

    private IEnumerable<AuditFinding> Findings(string code) => PublishedAudit.Of(Board()).Where(finding => finding.Code == code);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
