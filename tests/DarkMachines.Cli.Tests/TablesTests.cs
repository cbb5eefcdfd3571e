using System.Globalization;
using DarkMachines.Data;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Tests;

/// <summary><c>fit</c>, <c>score</c> and <c>evaluate</c> on a user's own tables.</summary>
public sealed class TablesTests : WorkspaceTest
{
    [Fact]
    public void A_detector_is_fitted_saved_and_scores_by_name()
    {
        var table = Write("rows.csv", Text(Rows(200), labelled: false));
        var fit = Run("fit", "mahalanobis", table, "-o", PathTo("m.onnx"), "--json");
        Assert.Equal(0, fit.ExitCode);
        Assert.Equal(200, (int)fit.Document["rows"]!);
        Assert.Equal(2, (int)fit.Document["columns"]!);

        using var model = Assert.IsType<OnnxDensity>(OnnxImport.Load(PathTo("m.onnx")));
        Assert.Equal(["mass", "angle"], model.Features.Select(feature => feature.Name));
        Assert.Equal((200, "rows.csv", "mahalanobis"), (model.Card!.TrainingRows, model.Card.TrainedOn, model.Card.Name));
        Assert.Equal(64, model.Card.DataHash.Length);
        Assert.All(model.Card.Inputs, input => Assert.True(input.Range!.Value.Low < input.Range.Value.High && input.Spread > 0));
        Assert.DoesNotContain(model.Findings, finding => finding.Severity != FindingSeverity.Information);

        // Other order of columns, and one that the model does not read.
        var other = Write("other.csv", "note,angle,mass\nfirst,0,0\nsecond,0,100\n");
        Assert.Equal(0, Run("score", PathTo("m.onnx"), other, "-o", PathTo("s.csv")).ExitCode);
        var lines = File.ReadAllLines(PathTo("s.csv"));
        Assert.Equal("row,score", lines[0]);
        var scores = lines.Skip(1).Select(line => float.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)).ToArray();
        Assert.True(scores[1] > 100 + scores[0]);
        Assert.StartsWith("1,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_classifier_gives_a_column_a_class_and_the_same_in_every_format()
    {
        var table = Write("rows.csv", Text(Rows(100), labelled: true));
        Assert.Equal(0, Run("fit", "lda", table, "--labels", "class", "-o", PathTo("m.onnx")).ExitCode);
        Assert.Equal(0, Run("score", PathTo("m.onnx"), table, "-o", PathTo("s.csv")).ExitCode);
        Assert.Equal(0, Run("score", PathTo("m.onnx"), table, "-o", PathTo("s.npy")).ExitCode);

        var text = TableFile.Read(PathTo("s.csv"));
        Assert.Equal(["row", "p_background", "p_signal"], text.Features.Select(feature => feature.Name));
        var array = NpyFile.ReadSingles(PathTo("s.npy"));
        Assert.Equal([100, 2], array.Shape);
        Assert.Equal(array.Values, text.Rows.SelectColumns(["p_background", "p_signal"]).Values.ToArray());
    }

    [Fact]
    public void The_same_seed_gives_the_same_file_on_any_threads()
    {
        var table = Write("rows.csv", Text(Rows(3000), labelled: true));
        foreach (var threads in new[] { "1", "2" })
            Assert.Equal(0, Run("fit", "logistic-regression", table, "--labels", "class", "--threads", threads, "-o", PathTo($"{threads}.onnx")).ExitCode);
        Assert.Equal(File.ReadAllBytes(PathTo("1.onnx")), File.ReadAllBytes(PathTo("2.onnx")));
    }

    [Fact]
    public void A_surrogate_learns_values_of_a_file_of_its_own()
    {
        var rows = Rows(50);
        NpyFile.Write(PathTo("x.npy"), [.. rows.SelectMany(row => new[] { row.Mass, row.Angle })], [50, 2]);
        NpyFile.Write(PathTo("y.npy"), [.. rows.Select(row => 3.0 * row.Mass - row.Angle + 1)], [50]);
        var document = Run("evaluate", "linear-regression", "--train", PathTo("x.npy"), "--train-labels", PathTo("y.npy"), "--test", PathTo("x.npy"), "--labels", PathTo("y.npy"), "--json").Document;

        Assert.Equal("linear-regression", (string)document["algorithm"]!);
        Assert.True((double)document["metrics"]!["rmse"]!["value"]! < 1e-4);
        Assert.True((double)document["metrics"]!["mape"]!["value"]! < 1e-4);
        Assert.All(["rows", "columns", "threads", "fitSeconds", "scoreSeconds", "peakBytes", "options"], key => Assert.NotNull(document[key]));
    }

    [Fact]
    public void A_classifier_is_evaluated_with_an_interval()
    {
        var table = Write("rows.csv", Text(Rows(300), labelled: true));
        var metrics = Run("evaluate", "lda", "--train", table, "--test", table, "--labels", "class", "--json").Document["metrics"]!;

        // The classes' masses are three deviations apart: the area of all events there could be is Φ(3/√2).
        Assert.InRange(0.98305, (double)metrics["auc"]!["low"]!, (double)metrics["auc"]!["high"]!);
        Assert.InRange((double)metrics["auc"]!["value"]!, (double)metrics["auc"]!["low"]!, (double)metrics["auc"]!["high"]!);
        Assert.InRange((double)metrics["average-precision"]!["value"]!, 0.9, 1);
        Assert.InRange((double)metrics["overall-accuracy"]!["value"]!, 0.88, 1);
        var turned = Run("evaluate", "lda", "--train", table, "--test", table, "--labels", "class", "--positive", "background", "--json").Document["metrics"]!;
        Assert.Equal((double)metrics["auc"]!["value"]!, (double)turned["auc"]!["value"]!, 1e-9);
    }

    [Fact]
    public void A_detector_learns_from_background_only_if_the_training_labels_say_so()
    {
        var table = Write("rows.csv", Text(Rows(300), labelled: true));
        string[] evaluate = ["evaluate", "mahalanobis", "--train", table, "--test", table, "--labels", "class", "--json"];
        var unlabelled = Run(evaluate).Document;
        var labelled = Run([.. evaluate, "--train-labels", "class"]).Document;

        Assert.Equal(2, (int)labelled["columns"]!);
        Assert.True((double)labelled["metrics"]!["auc"]!["value"]! > 0.9);
        Assert.True((double)labelled["metrics"]!["auc"]!["value"]! > (double)unlabelled["metrics"]!["auc"]!["value"]! + 0.2);
    }

    [Fact]
    public void A_fitted_model_is_evaluated_as_it_is()
    {
        var table = Write("rows.csv", Text(Rows(100), labelled: true));
        Run("fit", "lda", table, "--labels", "class", "-o", PathTo("m.onnx"));
        var fitted = Run("evaluate", PathTo("m.onnx"), "--train", table, "--test", table, "--labels", "class", "--json").Document;
        var native = Run("evaluate", "lda", "--train", table, "--test", table, "--labels", "class", "--json").Document;
        Assert.Equal((double)native["metrics"]!["auc"]!["value"]!, (double)fitted["metrics"]!["auc"]!["value"]!, 1e-9);
    }

    [Theory]
    [InlineData("0.5", "1.5", 2, "numbers such as 0.5")]
    [InlineData("0", "1e-3", 2, "numbers such as 0.001")]
    [InlineData("0", "100", 101, "101 different numbers")]
    public void Numbers_that_may_be_values_are_not_taken_for_classes_unasked(string first, string last, int count, string found)
    {
        var numbers = Enumerable.Range(1, count - 2).Select(i => i.ToString(CultureInfo.InvariantCulture)).Prepend(first).Append(last).ToArray();
        var table = Write("t.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 4 * count).Select(i => $"{i},{numbers[i % count]}\n")));
        string[] fit = ["fit", "random-forest:trees=3", table, "--labels", "y", "-o", PathTo("m.onnx")];
        foreach (var command in (string[][])[fit, ["evaluate", "random-forest:trees=3", "--train", table, "--test", table, "--labels", "y"]])
        {
            var refused = Run(command);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(
                $"'random-forest' learns classes or values, and the labels of '{table}' are {found}. Say --as surrogate to learn values, or --as classifier.",
                refused.Error, StringComparison.Ordinal);
        }

        Assert.Equal(0, Run([.. fit, "--as", "surrogate"]).ExitCode);
        Assert.IsType<OnnxSurrogate>(OnnxImport.Load(PathTo("m.onnx"))).Dispose();
        Assert.Equal(0, Run([.. fit, "--as", "classifier"]).ExitCode);
        Assert.IsType<OnnxClassifier>(OnnxImport.Load(PathTo("m.onnx"))).Dispose();
        Assert.Equal(0, Run("fit", "lda", table, "--labels", "y", "-o", PathTo("m.onnx")).ExitCode);
    }

    [Theory]
    [InlineData(100, "")]
    [InlineData(101, "class ")]
    public void A_hundred_whole_numbers_and_any_words_are_classes(int count, string word)
    {
        var table = Write("t.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 4 * count).Select(i => $"{i},{word}{i % count}.0\n")));
        Assert.Equal(0, Run("fit", "random-forest:trees=3", table, "--labels", "y", "-o", PathTo("m.onnx")).ExitCode);
        using var model = Assert.IsType<OnnxClassifier>(OnnxImport.Load(PathTo("m.onnx")));
        Assert.Equal(count, model.Classes.Count);
    }

    [Fact]
    public void A_card_beside_a_new_model_is_told_of()
    {
        var table = Write("rows.csv", Text(Rows(300), labelled: true));
        string[] fit = ["fit", "lda", table, "--labels", "class", "-o", PathTo("m.onnx")];
        Assert.Equal("", Run(fit).Error);
        Write("m.card.json", """{ "schema": "darkmachines/model-card/1", "name": "another" }""");
        var run = Run(fit);
        Assert.Equal((0, $"The card '{PathTo("m.card.json")}' counts for more than the model's own; remove it, unless it is of this model."), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public void Mistakes_are_told_with_what_to_do()
    {
        var table = Write("rows.csv", Text(Rows(20), labelled: true));
        Fails(1, "did you mean 'class'?", "fit", "lda", table, "--labels", "clas", "-o", PathTo("m.onnx"));
        Fails(2, "one is needed", "fit", "lda", table, "--labels", "mass,class", "-o", PathTo("m.onnx"));
        Fails(1, "column 'class', where a number belongs", "fit", "mahalanobis", table, "-o", PathTo("m.onnx"));
        Fails(1, "There is no file", "fit", "mahalanobis", PathTo("none.csv"), "-o", PathTo("m.onnx"));
        Fails(1, "no table of a known kind", "fit", "mahalanobis", Write("rows.txt", "1"), "-o", PathTo("m.onnx"));
        Fails(2, "did you mean 'lda'?", "fit", "ldb", table, "-o", PathTo("m.onnx"));
        Fails(2, "cannot be fitted as surrogate", "fit", "lda", table, "--labels", "class", "--as", "surrogate", "-o", PathTo("m.onnx"));
        Fails(2, "--threads is 0", "fit", "lda", table, "--threads", "0", "-o", PathTo("m.onnx"));
        Fails(2, "is an algorithm, not a model", "score", "lda", table, "-o", PathTo("s.csv"));
        Fails(2, "no known kind", "score", "lda", table, "-o", PathTo("s.txt"));
        Fails(1, "cannot be written", "fit", "lda", table, "--labels", "class", "-o", PathTo("no/m.onnx"));
        Fails(1, "'other', which is none of the model's classes", "evaluate", "lda", "--train", table, "--test", Write("t.csv", "mass,angle,class\n1,2,other\n"), "--labels", "class");
        Fails(1, "lacks angle", "evaluate", "lda", "--train", table, "--test", Write("u.csv", "mass,class\n1,signal\n2,background\n"), "--labels", "class");

        static void Fails(int exitCode, string message, params string[] arguments)
        {
            var run = CliRun.InProcess([.. arguments, "--json"]);
            Assert.Contains(message, run.Error, StringComparison.Ordinal);
            Assert.Equal(exitCode, run.ExitCode);
            Assert.NotNull(run.Document["error"]!["remedy"]);
        }
    }

    private static (float Mass, float Angle, bool IsSignal)[] Rows(int count)
    {
        var random = new RandomStream(3);
        return [.. Enumerable.Range(0, count).Select(i => ((float)random.Normal() + (i % 3 == 0 ? 3 : 0), (float)random.Normal(), i % 3 == 0))];
    }

    private static string Text((float Mass, float Angle, bool IsSignal)[] rows, bool labelled) => string.Concat(rows
        .Select(row => FormattableString.Invariant($"{row.Mass},{row.Angle}") + (labelled ? row.IsSignal ? ",signal" : ",background" : ""))
        .Prepend("mass,angle" + (labelled ? ",class" : "")).Select(line => line + "\n"));

    private string PathTo(string name) => Path.Combine(Folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(PathTo(name), text);
        return PathTo(name);
    }

    private CliRun Run(params string[] arguments) => CliRun.InProcess([.. arguments, "--workspace", Workspace]);
}
