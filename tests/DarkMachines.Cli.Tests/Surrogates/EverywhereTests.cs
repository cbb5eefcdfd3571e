using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Testing;

namespace DarkMachines.Cli.Tests.Surrogates;

/// <summary>The script of docs/surrogate-everywhere.md answers as <c>predict</c> does.</summary>
public sealed class EverywhereTests : WorkspaceTest
{
    [PythonTheory("numpy, onnxruntime", "numpy, onnx.reference")]
    [InlineData("random-forest:out-of-bag=true,trees=25", "allowed")]
    [InlineData("random-forest:out-of-bag=true,trees=25", "xsec")]
    public void The_script_answers_the_same(string algorithm, string labels) => Compare(algorithm, labels, []);

    // Where Python lacks the package, the library that this program uses is there all the same.
    [PythonTheory("numpy, ctypes", NeedsLibrary = true)]
    [InlineData("random-forest:out-of-bag=true,trees=25", "allowed")]
    [InlineData("random-forest:out-of-bag=true,trees=25", "xsec")]
    [InlineData("logistic-regression", "allowed")]
    public void The_script_answers_the_same_on_the_library_alone(string algorithm, string labels) => Compare(
        algorithm, labels,
        [("ONNXRUNTIME_LIBRARY", Python.Library), ("PYTHONPATH", Path.Combine(SharedData.Repository, "tests", "DarkMachines.Cli.Tests", "Surrogates", "onnxruntime-library"))]);

    private void Compare(string algorithm, string labels, (string, string)[] environment)
    {
        var random = new RandomStream(5);
        var (table, points, model, script) = (PathTo("scan.csv"), PathTo("points.csv"), PathTo("m.onnx"), PathTo("ask.py"));
        File.WriteAllLines(table, Enumerable.Range(0, 600).Select(_ =>
        {
            double a = random.Uniform(), b = random.Uniform();
            return Line(a, b, labels == "xsec" ? Math.Exp(a - b) : a + b * b > 0.7 + 0.1 * random.Normal() ? 1 : 0);
        }).Prepend($"M1,tanb,{labels}"));
        File.WriteAllLines(points, Enumerable.Range(0, 60).Select(_ => Line(1.2 * random.Uniform(), random.Uniform())).Prepend("M1,tanb"));
        File.WriteAllText(script, Script());
        Assert.Equal(0, CliRun.InProcess(["fit", algorithm, table, "--labels", labels, .. labels == "xsec" ? ["--as", "surrogate"] : Array.Empty<string>(), "-o", model, "--workspace", Workspace]).ExitCode);

        var expected = CliRun.InProcess("predict", model, points, "--json", "--workspace", Workspace).Document["points"]!.AsArray();
        var run = Python.Run(environment, script, model, points);
        Assert.True(run.ExitCode == 0, run.Error);
        var told = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(60, told.Length);
        Assert.Equal(expected.Count, told.Length);
        Assert.Contains(told, point => point["outside"]!.AsArray().Count > 0);
        for (var i = 0; i < told.Length; i++)
        {
            foreach (var (key, value) in told[i].AsObject())
                Same(expected[i]![key]!, value!);
        }
    }

    private static void Same(JsonNode expected, JsonNode actual)
    {
        switch (actual)
        {
            case JsonObject map:
                foreach (var (key, value) in map)
                    Same(expected[key]!, value!);
                break;
            case JsonArray list:
                Assert.Equal(expected.ToJsonString(), list.ToJsonString());
                break;
            case JsonValue value when value.TryGetValue<double>(out var number):
                Assert.Equal((double)expected, number, 1e-5);
                break;
            default:
                Assert.Equal((string)expected!, (string)actual!);
                break;
        }
    }

    private static string Script()
    {
        var page = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "surrogate-everywhere.md"));
        var start = page.IndexOf("```python\n", StringComparison.Ordinal) + "```python\n".Length;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string Line(params double[] values) => string.Join(',', values.Select(value => value.ToString("g6", CultureInfo.InvariantCulture)));

    private string PathTo(string name) => Path.Combine(Folder, name);
}
