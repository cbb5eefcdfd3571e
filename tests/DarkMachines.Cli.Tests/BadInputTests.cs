using System.Globalization;

namespace DarkMachines.Cli.Tests;

public sealed class BadInputTests : WorkspaceTest
{
    [Theory]
    [InlineData("run dm-astr", 2, "Did you mean 'dm-astro'?")]
    [InlineData("run dm-astro --task 5F", 2, "There is no task '5F'")]
    [InlineData("run dm-astro -a knm", 2, "did you mean 'knn'?")]
    [InlineData("run dm-astro -a knn:neighbors=3", 2, "did you mean 'neighbours'?")]
    [InlineData("run dm-astro -a knn:neighbours=0 -a random-forest:trees=0,min-leaf-rows=many", 2, "Option 'neighbours' is 0")]
    [InlineData("run dm-astro -a knn:neighbours=0 -a random-forest:trees=0,min-leaf-rows=many", 2, "Option 'trees' is 0")]
    [InlineData("run dm-astro -a knn:neighbours=0 -a random-forest:trees=0,min-leaf-rows=many", 2, "Option 'min-leaf-rows' is 'many'")]
    [InlineData("run dm-astro -a knn:neighbours", 2, "Write name=value")]
    [InlineData("run dm-astro --repeats 0", 2, "--repeats is 0, outside 1 to 1000")]
    [InlineData("run dm-astro --repeats some", 2, "some")]
    [InlineData("run dm-astro --bogus", 2, "--bogus")]
    [InlineData("run", 2, "Required argument 'CHALLENGE' missing")]
    [InlineData("run dm-astro -a missing.onnx", 1, "missing.onnx")]
    [InlineData("run dm-astro --plugins nowhere", 1, "There is no folder 'nowhere'")]
    [InlineData("run dm-astro --data nowhere", 1, "nowhere")]
    [InlineData("algorithms show knm", 2, "did you mean 'knn'?")]
    [InlineData("leaderboard dm-astro --format xml", 2, "xml")]
    [InlineData("candidates dm-astro", 1, "has no such results")]
    public void A_mistake_gets_one_clear_sentence_and_its_exit_code(string command, int exitCode, string expected)
    {
        var run = CliRun.InProcess([.. command.Split(' '), "--workspace", Workspace, "--json"]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        var error = run.Document["error"]!;
        Assert.False(string.IsNullOrWhiteSpace((string)error["code"]!));
        Assert.False(string.IsNullOrWhiteSpace((string)error["message"]!));
        Assert.False(string.IsNullOrWhiteSpace((string)error["remedy"]!));
    }

    [Theory]
    [InlineData("1.0 2.0 3.0 4.0 0.0\n1.0 2.0 3.0 4.0\n", "line 3")]
    [InlineData("1.0 2.0 3.0 4.0 0.0\n1.0 nan 3.0 4.0 1.0\n", "line 3, column 2")]
    [InlineData("1.0 2.0 3.0 4.0 0.0\n1.0 2.0 three 4.0 1.0\n", "'three'")]
    [InlineData("1.0 2.0 3.0 4.0 0.0\n1.0 2.0 3.0 4.0 2.0\n", "2")]
    [InlineData("", "dm_astro_training_set.txt")]
    [InlineData("1 2 3 4 0\n1 2 3 4 0\n1 2 3 4 0\n1 2 3 4 0\n1 2 3 4 0\n", "0 rows of class 'dm'")]
    public void A_malformed_data_file_is_named_with_the_place(string rows, string expected)
    {
        var fermi = Directory.CreateDirectory(Path.Combine(Folder, "data", "fermi")).FullName;
        File.WriteAllText(Path.Combine(fermi, "dm_astro_training_set.txt"), "E_peak beta sigma beta_Rel 0,1=astro,DM\n" + rows);
        File.WriteAllText(Path.Combine(fermi, "dm_astro_unids.txt"), "E_peak beta sigma_det beta_Rel number\n1.0 0.1 5.0 0.5 0\n");
        var run = CliRun.InProcess("run", "dm-astro", "--workspace", Workspace, "--data", Path.Combine(Folder, "data"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(Path.Combine(Folder, "data"), run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_that_is_a_file_is_refused()
    {
        var file = Path.Combine(Folder, "file");
        File.WriteAllText(file, "");
        var run = CliRun.InProcess("run", "dm-astro", "--workspace", file);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cannot be read or written", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_model_is_refused_with_one_sentence()
    {
        var model = Path.Combine(Folder, "broken.onnx");
        var whole = File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(CliRun.Program)!, "onnx-models", "dm-astro-mlp", "model.onnx"));
        File.WriteAllBytes(model, whole[..(whole.Length / 2)]);
        var run = CliRun.InProcess("run", "dm-astro", "--workspace", Workspace, "-a", model);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broken.onnx", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_read_and_written_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            string[] command = ["run", "dm-astro", "--repeats", "1", "--task", "2F", "-a", "logistic-regression:penalty=0.5"];
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            CliRun.InProcess([.. command, "--workspace", Workspace]);
            var invariant = CliRun.InProcess("leaderboard", "dm-astro", "--workspace", Workspace);
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            var german = CliRun.InProcess("leaderboard", "dm-astro", "--workspace", Workspace);
            Assert.Equal(invariant.Output, german.Output);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
