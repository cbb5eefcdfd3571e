using System.Diagnostics;
using System.Globalization;

namespace DarkMachines.Cli.Tests;

/// <summary>A <c>fit</c> that is ended at any moment goes on from its checkpoint to the same model.</summary>
public sealed class FitCheckpointTests : WorkspaceTest
{
    private const int Kills = 4;

    private string Checkpoint => PathTo("mlp.training");

    [Fact]
    public void A_fit_killed_at_random_moments_comes_to_the_bytes_of_one_that_was_not()
    {
        var table = WriteTable();
        var whole = CliRun.AsProcess(Command(table, "whole.onnx"));
        Assert.Equal(0, whole.ExitCode);

        string[] command = [.. Command(table, "model.onnx"), "--checkpoint", Checkpoint, "--checkpoint-seconds", "0"];
        var random = new RandomStream(seed: 4);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var run = CliRun.Start(command);
            WaitForCheckpoint(run);
            Thread.Sleep(random.Below(100));
            run.Kill();
            run.WaitForExit();
            Assert.False(File.Exists(PathTo("model.onnx")), "The fit was killed before its end.");
        }

        var last = CliRun.AsProcess(command);
        Assert.Equal(0, last.ExitCode);
        Assert.Equal(File.ReadAllBytes(PathTo("whole.onnx")), File.ReadAllBytes(PathTo("model.onnx")));
        Assert.False(File.Exists(Checkpoint), "A fit that is done leaves no checkpoint.");
    }

    [Fact]
    public async Task A_request_to_stop_saves_the_best_model_so_far_and_the_same_command_goes_on()
    {
        var table = WriteTable();
        string[] command = [.. Command(table, "model.onnx"), "--checkpoint", Checkpoint, "--checkpoint-seconds", "0"];
        using (var run = CliRun.StartInterruptible(command))
        {
            var error = run.StandardError.ReadToEndAsync();
            // An epoch has 17 steps, each with a checkpoint.
            for (var written = 0; written < 40; written++)
                WaitForCheckpoint(run);
            using var interrupt = Process.Start("kill", ["-INT", run.Id.ToString(CultureInfo.InvariantCulture)]);
            run.WaitForExit();
            Assert.Equal(1, run.ExitCode);
            Assert.EndsWith("Stopped on request: the model is the best so far.", (await error).Trim(), StringComparison.Ordinal);
        }

        Assert.Equal(0, CliRun.InProcess("score", PathTo("model.onnx"), table, "-o", PathTo("scores.csv")).ExitCode);
        Assert.Equal(0, CliRun.AsProcess(command[..^2]).ExitCode);
        Assert.Equal(0, CliRun.AsProcess(Command(table, "whole.onnx")).ExitCode);
        Assert.Equal(File.ReadAllBytes(PathTo("whole.onnx")), File.ReadAllBytes(PathTo("model.onnx")));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_or_is_of_another_fit_is_refused_at_once()
    {
        var table = WriteTable();
        var nowhere = CliRun.InProcess([.. Command(table, "m.onnx"), "--checkpoint", PathTo("nowhere/mlp.training")]);
        Assert.Equal(1, nowhere.ExitCode);
        Assert.Contains("there is no such folder", nowhere.Error, StringComparison.Ordinal);

        File.WriteAllText(Checkpoint, "something else");
        var damaged = CliRun.InProcess([.. Command(table, "m.onnx"), "--checkpoint", Checkpoint]);
        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains("not a whole checkpoint", damaged.Error, StringComparison.Ordinal);
        Assert.Equal("something else", File.ReadAllText(Checkpoint));

        var negative = CliRun.InProcess([.. Command(table, "m.onnx"), "--checkpoint", Checkpoint, "--checkpoint-seconds", "-1"]);
        Assert.Equal(2, negative.ExitCode);
    }

    private string[] Command(string table, string model) =>
        ["fit", "mlp:epochs=60,patience=0,batch-size=50", table, "--labels", "class", "-o", PathTo(model)];

    // Until there is another one than before.
    private void WaitForCheckpoint(Process run)
    {
        var before = Written();
        while (Written() == before)
        {
            Assert.False(run.HasExited, "The fit ended before it was to be.");
            Thread.Sleep(1);
        }

        DateTime Written() => File.GetLastWriteTimeUtc(Checkpoint);
    }

    private string WriteTable()
    {
        var random = new RandomStream(seed: 1);
        var lines = Enumerable.Range(0, 1000).Select(i =>
        {
            var (x, y) = (random.Normal(), random.Normal());
            return string.Create(CultureInfo.InvariantCulture, $"{x:R},{y:R},{(x * y + random.Normal() * 0.3 > 0 ? "signal" : "background")}");
        });
        File.WriteAllLines(PathTo("rows.csv"), ["x,y,class", .. lines]);
        return PathTo("rows.csv");
    }

    private string PathTo(string name) => Path.Combine(Folder, name);
}
