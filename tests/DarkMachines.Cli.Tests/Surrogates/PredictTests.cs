using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Data;
using DarkMachines.Testing;

namespace DarkMachines.Cli.Tests.Surrogates;

public sealed class PredictTests : WorkspaceTest
{
    private static readonly string Network = SharedData.PathTo("onnx", "susyai_network.onnx");

    [SharedFact("onnx/susyai_network.onnx", "data/susy/susyai_slha_golden.csv")]
    public void Spectra_get_the_recorded_probabilities()
    {
        var golden = File.ReadAllLines(SharedData.PathTo("data", "susy", "susyai_slha_golden.csv")).Skip(1).Select(line => line.Split(',')).ToArray();
        string[] files = [.. golden.Select(cells => SharedData.PathTo("data", "susy", "slha", cells[0]))];
        var run = Run(["predict", Network, .. files, "--json"]);
        Assert.Equal(0, run.ExitCode);
        var points = run.Document["points"]!.AsArray();
        Assert.Equal(files, points.Select(point => (string)point!["source"]!));
        foreach (var (point, cells) in points.Zip(golden))
        {
            var expected = double.Parse(cells[^1], CultureInfo.InvariantCulture);
            Assert.Equal(expected, (double)point!["probabilities"]!["1"]!, 1e-5);
            Assert.Equal(expected > 0.5 ? "1" : "0", (string)point["prediction"]!);
            Assert.Equal(Math.Max(expected, 1 - expected), (double)point["confidence"]!, 1e-5);
        }

        Assert.Equal(["M3", "mL1", "mL3", "mE1", "mE3", "mQ1", "mQ3", "mU1", "mU3", "mD1", "mD3", "MA2"], Outside(points[2]!));
    }

    [SharedFact("onnx/susyai_network.onnx", "data/susy/susyai_golden.csv")]
    public void A_table_is_read_by_name_and_written_line_by_line()
    {
        var output = Path.Combine(Folder, "p.csv");
        Assert.Equal(0, Run("predict", Network, SharedData.PathTo("data", "susy", "susyai_golden.csv"), "-o", output).ExitCode);
        var golden = TableFile.ReadColumns(SharedData.PathTo("data", "susy", "susyai_golden.csv"), ["p_allowed"]).Values;
        var predicted = TableFile.ReadColumns(output, ["p_1"]).Values;
        Assert.Equal(500, golden.Length);
        Assert.All(golden.Zip(predicted), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal("source,prediction,confidence,p_0,p_1,outside,error", File.ReadLines(output).First());
        Assert.Empty(Directory.GetFiles(Folder, "*.tmp"));
    }

    [SharedFact("onnx/susyai_network.onnx", "data/susy/slha")]
    public void A_spectrum_that_lacks_an_entry_is_told_and_the_others_are_predicted()
    {
        var run = Run("predict", Network, SharedData.PathTo("data", "susy", "slha"), "--json");
        Assert.Equal(1, run.ExitCode);
        var points = run.Document["points"]!.AsArray();
        Assert.Equal(10, points.Count);
        var failed = points.Where(point => point!["error"] is not null).ToDictionary(point => Path.GetFileName((string)point!["source"]!), point => point!["error"]!);
        Assert.Equal(["gluinoToTops.slha", "idm_example.slha", "simplyGluino.slha"], failed.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("parameter-missing", (string)failed["idm_example.slha"]["code"]!);
        Assert.Contains("no block MSOFT", (string)failed["idm_example.slha"]["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exported_surrogate_knows_its_ranges()
    {
        var model = Fit();
        var points = Write("points.csv", "angle,mass\n1,50\n1,200\n");
        var flagged = Run("predict", model, points, "--json").Document["points"]!.AsArray();
        Assert.Empty(Outside(flagged[0]!));
        Assert.Equal(["mass"], Outside(flagged[1]!));
        Assert.Equal(51, (double)flagged[0]!["prediction"]!["xsec"]!, 0.01);
        Assert.Equal(201, (double)flagged[1]!["prediction"]!["xsec"]!, 0.01);
        Assert.Equal("0", (string)flagged[0]!["source"]!);

        var clamped = Run("predict", model, points, "--outside", "clamp", "--json").Document["points"]!.AsArray();
        Assert.Equal(100, (double)clamped[1]!["prediction"]!["xsec"]!, 0.01);
        Assert.Equal(["mass"], Outside(clamped[1]!));

        var refused = Run("predict", model, points, "--outside", "refuse", "--json");
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("outside-range", (string)refused.Document["points"]![1]!["error"]!["code"]!);
        Assert.Null(refused.Document["points"]![1]!["prediction"]);
    }

    [Fact]
    public void A_spectrum_is_read_by_a_mapping_of_ones_own()
    {
        var parameters = Write("parameters.json", """
            {"schema": "darkmachines/slha-parameters/1", "name": "mine", "description": "two parameters", "parameters": [
              {"name": "angle", "block": "alpha", "entry": []}, {"name": "mass", "block": "MASS", "entry": [25]}]}
            """);
        var spectrum = Write("s.slha", "Block MASS\n 25 60.0\nBlock ALPHA\n 2.0D+00\n");
        var run = Run("predict", Fit(), spectrum, "--parameters", parameters);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("62", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.csv", "b.csv", "wrong-usage")]
    [InlineData("missing.csv", null, "file-missing")]
    [InlineData("wrong.csv", null, "wrong-columns")]
    [InlineData("s.slha", null, "wrong-columns")]
    [InlineData("empty", null, "no-spectra")]
    public void What_cannot_be_read_is_named(string first, string? second, string code)
    {
        var model = Fit();
        Write("wrong.csv", "a,b\n1,2\n");
        Directory.CreateDirectory(Path.Combine(Folder, "empty"));
        string[] points = second is null ? [Path.Combine(Folder, first)] : [Path.Combine(Folder, first), Path.Combine(Folder, second)];
        var run = Run(["predict", model, .. points, "--json"]);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal(code, (string)run.Document["error"]!["code"]!);
    }

    private static string[] Outside(JsonNode point) => [.. point["outside"]!.AsArray().Select(name => (string)name!)];

    // The cross section is the sum of mass and angle, for masses to 99.
    private string Fit()
    {
        var lines = Enumerable.Range(0, 100).Select(i => FormattableString.Invariant($"{i},{i * 37 % 10},{i + i * 37 % 10}"));
        var table = Write("scan.csv", "mass,angle,xsec\n" + string.Join('\n', lines));
        var model = Path.Combine(Folder, "m.onnx");
        Assert.Equal(0, Run("fit", "linear-regression", table, "--labels", "xsec", "-o", model).ExitCode);
        return model;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private CliRun Run(params string[] arguments) => CliRun.InProcess([.. arguments, "--workspace", Workspace]);
}
