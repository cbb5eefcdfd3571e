using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Tests.Surrogates;

/// <summary>AInalyses on the command line: written, checked, asked.</summary>
public sealed class AinalysisTests : WorkspaceTest
{
    private const string Parameters = """
        {"schema": "darkmachines/slha-parameters/1", "name": "mine", "description": "two parameters", "parameters": [
          {"name": "a", "block": "MSOFT", "entry": [1], "unit": "GeV"}, {"name": "b", "block": "AU", "entry": [3, 3]}]}
        """;

    [Fact]
    public void A_forest_answers_the_same_from_its_folder()
    {
        var (model, folder, points) = (Fit(), PathTo("forest"), Points("points.csv"));
        var written = Run("ainalysis", "write", model, folder, "--parameters", Write("parameters.json", Parameters), "--id", "mine", "--mapping", "0.1", "--json");
        Assert.Equal(["about.html", "checksums.sfv", "configuration.yaml", "estimator.onnx"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(("mine", "classifier", 0.1, 100), ((string)written["id"]!, (string)written["type"]!, (double)written["mapping"]!, (int)written["calibrationBins"]!));
        Assert.All(written["checksums"]!.AsArray(), check => Assert.True((bool)check!["isVerified"]!));

        var file = Run("predict", model, points, "--outside", "clamp", "--margin", "0.1", "--json")["points"]!;
        Assert.Equal(file.ToJsonString(), Run("predict", folder, points, "--json")["points"]!.ToJsonString());
        Assert.Equal(
            Run("predict", model, points, "--json")["points"]!.ToJsonString(),
            Run("predict", folder, points, "--outside", "flag", "--json")["points"]!.ToJsonString());
        Assert.Contains(file.AsArray(), point => point!["outside"]!.AsArray().Count > 0);

        var spectrum = Write("s.slha", "Block MSOFT\n 1 0.25\nBlock AU\n 3 3 0.75\n");
        var asked = Run("predict", folder, spectrum, "--json")["points"]![0]!;
        Assert.Equal(Run("predict", model, Write("one.csv", "a,b\n0.25,0.75\n"), "--json")["points"]![0]!["probabilities"]!.ToJsonString(), asked["probabilities"]!.ToJsonString());
    }

    // PhenoAI reads the file with PyYAML, and writes checksums with zlib.
    [PythonTheory("yaml, zlib")]
    [InlineData("import sys, json, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1] + '/configuration.yaml'))))")]
    public void Python_takes_each_value_for_what_it_is(string script)
    {
        var folder = PathTo("forest");
        Run("ainalysis", "write", Fit(), folder, "--parameters", Write("parameters.json", Parameters));
        var run = Python.Run([], "-c", script, folder);
        Assert.True(run.ExitCode == 0, run.Error);
        var read = run.Document;
        Assert.Equal("""["classifier",false,true,{"0":"0","1":"1"},[["MSOFT",1],["AU",[3,3]]],false]""", new JsonArray(
            [.. new[] { "type", "classifier.calibrated", "classifier.calibrate", "classes", "filereader", "mapping" }.Select(key => read[key]!.DeepClone())]).ToJsonString());
        foreach (var key in new[] { "classifier.calibrate.bins", "classifier.calibrate.values" })
            Assert.All(read[key]!.AsArray(), number => Assert.InRange((double)number!, 0, 1));
        Assert.All(read["parameters"]!.AsArray(), parameter => Assert.InRange((double)parameter![3]!, 0.9, 1));
        Assert.Equal("GeV", (string)read["parameters"]![0]![1]!);

        var sums = Python.Run([], "-c", "import sys, zlib; print(format(zlib.crc32(open(sys.argv[1], 'rb').read()), '09x'))", Path.Combine(folder, "estimator.onnx"));
        Assert.Equal($"estimator {sums.Output.Trim()}", File.ReadLines(Path.Combine(folder, "checksums.sfv")).First());
    }

    [Fact]
    public void A_changed_file_is_told_and_may_be_renewed()
    {
        var folder = PathTo("forest");
        Run("ainalysis", "write", Fit(), folder);
        Assert.Contains("reads tables only", CliRun.InProcess("ainalysis", "check", folder, "--workspace", Workspace).Output.Replace('\n', ' '), StringComparison.Ordinal);
        File.AppendAllText(Path.Combine(folder, "configuration.yaml"), "colour: blue\n");
        var run = CliRun.InProcess("predict", folder, Points("p.csv"), "--json", "--workspace", Workspace);
        Assert.Equal((1, "ainalysis-checksum"), (run.ExitCode, (string)run.Document["error"]!["code"]!));
        Assert.Contains("configuration.yaml' is ", (string)run.Document["error"]!["message"]!, StringComparison.Ordinal);

        Assert.Equal(["The key 'colour' of configuration.yaml has no meaning here and is passed over."], Run("ainalysis", "check", folder, "--renew", "--json")["notes"]!.AsArray().Select(note => (string)note!));
        var asked = CliRun.InProcess("predict", folder, Points("p.csv"), "--workspace", Workspace);
        Assert.Equal(0, asked.ExitCode);
        Assert.Contains("'colour'", asked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_none_is_told()
    {
        var run = CliRun.InProcess("ainalysis", "check", Folder, "--json", "--workspace", Workspace);
        Assert.Equal((1, "ainalysis-missing"), (run.ExitCode, (string)run.Document["error"]!["code"]!));
        Assert.Equal("folder-not-empty", (string)CliRun.InProcess("ainalysis", "write", Fit(), Folder, "--json", "--workspace", Workspace).Document["error"]!["code"]!);
    }

    [Fact]
    public void The_card_of_a_fit_has_units_where_a_set_names_every_column()
    {
        Write("t.csv", "M1,tanb,xsec\n100,2,1\n200,3,2\n300,1,3\n400,9,4\n");
        Run("fit", "linear-regression", PathTo("t.csv"), "--labels", "xsec", "-o", PathTo("m.onnx"), "--json");
        using (var model = OnnxImport.Load(PathTo("m.onnx")))
        {
            Assert.Equal(["GeV", ""], model.Card!.Inputs.Select(input => input.Feature.Unit));
            Assert.Equal(4, model.Card.TrainingRows);
            Assert.Equal(64, model.Card.DataHash.Length);
            Assert.Equal(new ValidRange(100, 400), model.Card.Inputs[0].Range);
        }

        var run = CliRun.InProcess("fit", "linear-regression", PathTo("t.csv"), "--labels", "xsec", "--parameters", "inert-doublet", "-o", PathTo("m.onnx"), "--json", "--workspace", Workspace);
        Assert.Equal((1, "wrong-columns"), (run.ExitCode, (string)run.Document["error"]!["code"]!));
    }

    private string Fit()
    {
        var random = new RandomStream(1);
        var table = Write("train.csv", "a,b,allowed\n" + string.Concat(Enumerable.Range(0, 500).Select(_ =>
        {
            double a = random.Uniform(), b = random.Uniform();
            return string.Create(CultureInfo.InvariantCulture, $"{a:g6},{b:g6},{(a + b * b + 0.1 * random.Normal() > 0.7 ? 1 : 0)}\n");
        })));
        Run("fit", "random-forest:out-of-bag=true,trees=30", table, "--labels", "allowed", "-o", PathTo("m.onnx"), "--json");
        return PathTo("m.onnx");
    }

    private string Points(string name)
    {
        var random = new RandomStream(2);
        return Write(name, "a,b\n" + string.Concat(Enumerable.Range(0, 200).Select(_ => string.Create(CultureInfo.InvariantCulture, $"{1.2 * random.Uniform():g6},{random.Uniform():g6}\n"))));
    }

    private JsonObject Run(params string[] arguments)
    {
        string[] asJson = arguments.Contains("--json") ? arguments : [.. arguments, "--json"];
        var run = CliRun.InProcess([.. asJson, "--workspace", Workspace]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Document;
    }

    private string PathTo(string name) => Path.Combine(Folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(PathTo(name), text);
        return PathTo(name);
    }
}
