using DarkMachines.Testing;

namespace DarkMachines.Cli.Tests;

public sealed class OnnxCommandTests : WorkspaceTest
{
    [Fact]
    public void Inspect_gives_the_documented_document()
    {
        var run = Inspect("skl_mixture", "--json");

        Assert.Equal(0, run.ExitCode);
        var document = run.Document;
        Assert.Equal("density-estimator", (string)document["kind"]!);
        Assert.Equal("skl2onnx 1.13.1", (string)document["producer"]!);
        Assert.Equal("ai.onnx", (string)document["opsets"]![0]!["domain"]!);
        Assert.Equal(15, (int)document["opsets"]![0]!["version"]!);
        Assert.Equal("""{"name":"X","type":"float32","shape":[null,3]}""", document["inputs"]![0]!.ToJsonString());
        Assert.Equal("label", (string)document["outputs"]![0]!["name"]!);
        Assert.Equal("""{"output":"probabilities","direction":"low","from":"recognition"}""", document["score"]!.ToJsonString());
        Assert.Equal(["log-density", "low-is-anomalous", "unnamed-columns"], document["findings"]!.AsArray().Select(f => (string)f!["code"]!));
        Assert.All(document["operators"]!.AsArray(), o => Assert.Contains((string)o!["status"]!, new[] { "available", "not-needed" }));
    }

    [Fact]
    public void Inspect_tells_people_what_was_decided_and_from_where()
    {
        var run = Inspect("torch_score_head", "--as", "anomaly", "--output", "score", "--direction", "low");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("anomaly-detector, by the settings", run.Output, StringComparison.Ordinal);
        Assert.Contains("Low values of 'score' are anomalous, by the settings", run.Output, StringComparison.Ordinal);
        Assert.Contains("The model can be used.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_cannot_be_used_like_this_is_explained_all_the_same()
    {
        var run = Inspect("torch_variational");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("RandomNormalLike", run.Output, StringComparison.Ordinal);
        Assert.Contains("--passes", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, Inspect("torch_variational", "--passes", "10").ExitCode);
    }

    [Theory]
    [InlineData("--as", "oracle", "Its values are classifier, anomaly")]
    [InlineData("--direction", "left", "Its values are low, high")]
    [InlineData("--passes", "0", "'passes' is 0")]
    [InlineData("--passes", "many", "whole numbers")]
    public void A_wrong_flag_is_wrong_usage(string flag, string value, string expected)
    {
        var run = Inspect("skl_mixture", flag, value, "--json");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_takes_its_settings_after_a_colon_when_it_runs()
    {
        var path = PathTo("skl_string_labels");

        Assert.Contains("did you mean 'positive'?", RunWith($"{path}:positiv=signal").Error, StringComparison.Ordinal);
        Assert.Contains("does not say which one is positive", RunWith(path).Error, StringComparison.Ordinal);

        // Its three columns have no names: it takes part in the tasks that have as many.
        var rows = RunWith($"{path}:positive=signal,as=classifier").Document["results"]!.AsArray()
            .Where(row => (string)row!["algorithm"]! == "skl_string_labels.onnx").ToArray();
        Assert.Equal(["3F-beta-rel", "3F-sigma"], rows.Select(row => (string)row!["task"]!));
        Assert.All(rows, row => Assert.Equal("ok", (string)row!["status"]!));
    }

    private CliRun RunWith(string model) =>
        CliRun.InProcess("run", "dm-astro", "-a", model, "--repeats", "1", "--workspace", Workspace, "--json");

    private static CliRun Inspect(string name, params string[] flags) =>
        CliRun.InProcess(["onnx", "inspect", PathTo(name), .. flags]);

    private static string PathTo(string name) =>
        Path.Combine(SharedData.Repository, "tests", "DarkMachines.Onnx.Tests", "models", $"{name}.onnx");
}
