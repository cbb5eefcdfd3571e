using System.Globalization;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Tests.Surrogates;

/// <summary>What <c>fit</c> holds out of a table to measure the model on, and what it says of it.</summary>
public sealed class HoldOutTests : WorkspaceTest
{
    [Fact]
    public void A_classifier_is_measured_on_a_tenth_that_it_has_not_seen()
    {
        // Nearest neighbours are right in every row that they know, and in half of the others: the labels are of chance.
        var run = Fit("knn:neighbours=1", Classes(3000, (_, random) => random.Uniform() < 0.5), "--as", "classifier");
        Assert.Equal((2700, "held-out", 300), Measured(run));
        var card = Card();
        Assert.Equal((2700, 300), (card.TrainingRows, card.Accuracy["points"]));
        Assert.InRange(card.Accuracy["overall-accuracy"], 0.38, 0.62);
        Assert.Contains("auc", card.Accuracy.Keys);
        Assert.Null(card.Calibration);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void Levels_of_confidence_take_a_thousand_rows_unless_they_are_asked_for()
    {
        var table = Classes(10_000, (a, _) => a > 0.5);
        Fit("logistic-regression", table);
        Assert.Equal((9000, 1000, 100), (Card().TrainingRows, Card().Accuracy["points"], Card().Calibration!.Levels.Count));
        Fit("logistic-regression", table, "--hold-out", "0.0999");
        Assert.Equal((9001, 999, 100), (Card().TrainingRows, Card().Accuracy["points"], Card().Calibration!.Levels.Count));
        Fit("logistic-regression", Classes(9999, (a, _) => a > 0.5));
        Assert.Equal((9000, 999), (Card().TrainingRows, Card().Accuracy["points"]));
        Assert.Null(Card().Calibration);
    }

    [Fact]
    public void A_surrogate_has_intervals()
    {
        Assert.Equal((900, "held-out", 100), Measured(Fit("ridge", Values(1000))));
        var card = Card();
        Assert.Equal([0.6827f, 0.9545f], card.Errors!.Coverages);
        Assert.InRange(card.Accuracy["rmse"], 0.05, 0.2);
    }

    [Theory]
    [InlineData(299, 299, 0)]
    [InlineData(300, 270, 30)]
    [InlineData(5, 5, 0)]
    public void A_small_table_is_fitted_whole_and_that_is_said(int rows, int fitted, int measured)
    {
        var run = Fit("ridge", Values(rows));
        Assert.Equal((fitted, measured > 0 ? "held-out" : null, measured), Measured(run));
        Assert.Equal(measured > 0, Card().Accuracy.ContainsKey("points"));
        Assert.Equal(
            measured > 0 ? "" : $"The card will not tell the accuracy: of {rows} rows {rows / 10} would be held out to measure it on, fewer than 30. --hold-out SHARE holds out the share you say.",
            run.Error.Trim());
    }

    [Fact]
    public void A_share_that_is_asked_for_is_held_out_of_a_small_table_too()
    {
        var run = Fit("lda", Classes(100, (a, _) => a > 0.5), "--hold-out", "0.2");
        Assert.Equal((80, "held-out", 20), Measured(run));
        Assert.NotNull(Card().Calibration);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void Nothing_is_held_out_for_a_share_of_0()
    {
        var run = Fit("lda", Classes(1000, (a, _) => a > 0.5), "--hold-out", "0");
        Assert.Equal((1000, null, 0), Measured(run));
        Assert.Equal(1000, Card().TrainingRows);
        Assert.Empty(Card().Accuracy);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void A_forest_with_out_of_bag_answers_is_fitted_to_all_rows_and_measured_on_them()
    {
        var run = Fit("random-forest:trees=30,out-of-bag=true", Classes(1000, (a, _) => a > 0.5));
        Assert.Equal((1000, "out-of-bag", 1000), Measured(run));
        Assert.Equal((1000, 1000), (Card().TrainingRows, Card().Accuracy["points"]));
        Assert.NotNull(Card().Calibration);
        Assert.Equal((900, "held-out", 100), Measured(Fit("random-forest:trees=30", Classes(1000, (a, _) => a > 0.5))));
    }

    [Theory]
    [InlineData("mahalanobis")]
    [InlineData("gaussian-mixture")]
    [InlineData("knn", "--as", "anomaly")]
    public void A_detector_is_fitted_to_all_rows(string algorithm, params string[] options)
    {
        var run = Fit(algorithm, Classes(1000, (a, _) => a > 0.5), options);
        Assert.Equal((File.ReadLines(PathTo("t.csv")).Count(line => line.EndsWith(",no", StringComparison.Ordinal)), null, 0), Measured(run));
        Assert.Empty(Card().Accuracy);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void A_share_of_a_detectors_rows_is_refused()
    {
        string[] command = ["fit", "mahalanobis", Values(1000), "-o", PathTo("m.onnx"), "--workspace", Workspace];
        var run = CliRun.InProcess([.. command, "--hold-out", "0.2"]);
        Assert.Equal(
            (2, "--hold-out keeps rows to measure a classifier or surrogate on; of a detector nothing is measured. Leave it out, and grade a detector with 'darkmachines evaluate'."),
            (run.ExitCode, run.Error.Trim()));
        Assert.False(File.Exists(PathTo("m.onnx")));
        Assert.Equal(0, CliRun.InProcess([.. command, "--hold-out", "0"]).ExitCode);
    }

    [Fact]
    public void The_same_seed_holds_out_the_same_rows_on_any_threads()
    {
        var table = Values(1000);
        byte[] Bytes(params string[] options)
        {
            Fit("gradient-boosting:iterations=5", table, ["--as", "surrogate", .. options]);
            return File.ReadAllBytes(PathTo("m.onnx"));
        }

        var bytes = Bytes("--threads", "1");
        var hash = Card().DataHash;
        Assert.Equal(bytes, Bytes("--threads", "2"));
        Assert.Equal(bytes, Bytes("--hold-out", "0.1"));
        Bytes("--seed", "2");
        Assert.NotEqual(hash, Card().DataHash);
    }

    [Fact]
    public void A_class_is_not_held_out_whole()
    {
        // Sixty classes of one row each: that none is drawn has a probability of 0.002.
        var lines = Enumerable.Range(0, 700).Select(i => FormattableString.Invariant($"{i * 37 % 100},{i},{(i < 60 ? $"c{i}" : i % 2 == 0 ? "even" : "odd")}"));
        File.WriteAllLines(PathTo("t.csv"), ["a,b,y", .. lines]);
        var (rows, by, measured) = Measured(Fit("random-forest:trees=5", PathTo("t.csv")));
        Assert.Equal(("held-out", 700), (by, rows + measured));
        Assert.InRange(measured, 50, 69);
        using var model = Assert.IsType<OnnxClassifier>(OnnxImport.Load(PathTo("m.onnx")));
        Assert.Equal(62, model.Classes.Count);
    }

    [Theory]
    [InlineData("lda", "", "Row {0} (counted from 0) of ")]
    [InlineData("ridge", "nan", "The value 'y' of row {0} (counted from 0) of ")]
    [InlineData("ridge --log-values", "-1", "Value 'y' of row {0} (counted from 0) is -1")]
    public void A_wrong_label_is_told_by_its_row_in_the_table_held_out_or_not(string algorithm, string label, string message)
    {
        foreach (var row in Enumerable.Range(400, 30))
        {
            var lines = File.ReadAllLines(Values(500));
            lines[row + 1] = lines[row + 1][..(lines[row + 1].LastIndexOf(',') + 1)] + label;
            File.WriteAllLines(PathTo("t.csv"), lines);
            var words = algorithm.Split(' ');
            var run = CliRun.InProcess(["fit", words[0], PathTo("t.csv"), "--labels", "y", .. words[1..], "-o", PathTo("m.onnx"), "--workspace", Workspace]);
            Assert.Equal(1, run.ExitCode);
            Assert.StartsWith(string.Format(CultureInfo.InvariantCulture, message, row), run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_value_is_told_with_how_rows_are_counted()
    {
        var lines = File.ReadAllLines(Values(500));
        for (var i = 300; i < 310; i++)
            lines[i] = "," + lines[i].Split(',', 2)[1];
        File.WriteAllLines(PathTo("t.csv"), lines);
        string[] command = ["fit", "ridge", PathTo("t.csv"), "--labels", "y", "-o", PathTo("m.onnx"), "--workspace", Workspace];
        Assert.Contains("with --hold-out 0 they are counted as in the table", CliRun.InProcess(command).Error, StringComparison.Ordinal);
        Assert.Contains("NaN in training row 299 (counted from 0)", CliRun.InProcess([.. command, "--hold-out", "0"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_line_says_how_the_model_was_measured()
    {
        var table = Values(1000);
        Assert.Contains("ridge fitted to 900 rows of 2 columns in ", Line("ridge"), StringComparison.Ordinal);
        Assert.Contains(" s, measured on 100 rows held out; written to ", Line("ridge"), StringComparison.Ordinal);
        Assert.Contains(" s, not measured; written to ", Line("ridge", "--hold-out", "0"), StringComparison.Ordinal);
        Assert.Contains(" s, measured on 1000 rows out of bag; written to ", Line("random-forest:trees=30,out-of-bag=true", "--as", "surrogate"), StringComparison.Ordinal);

        string Line(string algorithm, params string[] options)
        {
            var run = CliRun.InProcess(["fit", algorithm, table, "--labels", "y", .. options, "-o", PathTo("m.onnx"), "--workspace", Workspace]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            return Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private CliRun Fit(string algorithm, string table, params string[] options)
    {
        var run = CliRun.InProcess(["fit", algorithm, table, "--labels", "y", .. options, "-o", PathTo("m.onnx"), "--json", "--workspace", Workspace]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }

    private static (int Fitted, string? By, int Rows) Measured(CliRun run) =>
        ((int)run.Document["rows"]!, (string?)run.Document["measured"]?["on"], (int?)run.Document["measured"]?["rows"] ?? 0);

    private ModelCard Card()
    {
        using var model = OnnxImport.Load(PathTo("m.onnx"));
        return model.Card!;
    }

    private string Classes(int rows, Func<double, RandomStream, bool> isPositive) => Write(rows, (a, _, random) => isPositive(a, random) ? "yes" : "no");

    // A plane, with an error of 0.1.
    private string Values(int rows) => Write(rows, (a, b, random) => (2 + a + b + 0.1 * random.Normal()).ToString("g6", CultureInfo.InvariantCulture));

    private string Write(int rows, Func<double, double, RandomStream, string> label)
    {
        var random = new RandomStream(seed: 7);
        File.WriteAllLines(PathTo("t.csv"), Enumerable.Range(0, rows).Select(_ =>
        {
            double a = random.Uniform(), b = random.Uniform();
            return string.Create(CultureInfo.InvariantCulture, $"{a:g6},{b:g6},{label(a, b, random)}");
        }).Prepend("a,b,y"));
        return PathTo("t.csv");
    }

    private string PathTo(string name) => Path.Combine(Folder, name);
}
