using System.Buffers;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Onnx.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private const int Rows = 100;

    private readonly TemporaryFolder _folder = new();

    private TrainingSettings Settings => new()
    {
        Epochs = 6,
        BatchSize = 16,
        ValidationShare = 0.2,
        LearningRate = new PlateauRate { Start = 0.03, Epochs = 1 },
        Checkpoint = _folder.PathTo("c.training"),
        CheckpointSeconds = 0,
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(31)]
    public void A_training_stopped_at_any_step_goes_on_to_the_same_bytes(int step)
    {
        var whole = Train(Settings with { Checkpoint = null }, int.MaxValue);
        Assert.Throws<OperationCanceledException>(() => Train(Settings, step));
        Assert.True(File.Exists(Settings.Checkpoint));

        var resumed = Train(Settings, int.MaxValue);

        Assert.Equal(whole.Parameters.ToArray(), resumed.Parameters.ToArray());
        Assert.Equal(whole.History, resumed.History);
        Assert.Equal(whole.Epoch, resumed.Epoch);
        Assert.False(File.Exists(Settings.Checkpoint), "A training that is done leaves no checkpoint.");
    }

    [Fact]
    public void What_a_kill_left_half_written_is_removed_too()
    {
        _folder.Write("c.training.tmp", "half a checkpoint");
        Train(Settings with { CheckpointSeconds = 3600 }, int.MaxValue);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Settings.Checkpoint)!));
    }

    [Fact]
    public void A_training_stopped_again_and_again_comes_to_the_same_bytes()
    {
        var whole = Train(Settings with { Checkpoint = null }, int.MaxValue);
        TrainedNetwork? trained = null;
        for (var tries = 0; trained is null; tries++)
        {
            Assert.True(tries < 40, "Every try gets further.");
            try
            {
                trained = Train(Settings, 2);
            }
            catch (OperationCanceledException)
            {
            }
        }

        Assert.Equal(whole.Parameters.ToArray(), trained.Parameters.ToArray());
        Assert.Equal(whole.History, trained.History);
    }

    // What a killed process leaves behind is the file as it was at that moment, and perhaps half of the next one beside it.
    [Fact]
    public void The_file_of_every_step_is_a_whole_checkpoint()
    {
        var whole = Train(Settings with { Checkpoint = null }, int.MaxValue);
        var files = new List<byte[]>();
        Train(Settings, int.MaxValue, () =>
        {
            if (File.Exists(Settings.Checkpoint))
                files.Add(File.ReadAllBytes(Settings.Checkpoint!));
        });
        Assert.True(files.Count > 20);
        foreach (var i in (int[])[0, 5, 11, 19])
        {
            File.WriteAllBytes(Settings.Checkpoint!, files[i]);
            File.WriteAllBytes(Settings.Checkpoint! + ".tmp", files[i][..50]);
            Assert.Equal(whole.Parameters.ToArray(), Train(Settings, int.MaxValue).Parameters.ToArray());
        }
    }

    [Fact]
    public void A_damaged_checkpoint_and_one_of_another_training_are_refused()
    {
        Assert.Throws<OperationCanceledException>(() => Train(Settings, 9));
        var other = Assert.Throws<UserInputException>(() => Train(Settings with { BatchSize = 17 }, int.MaxValue));
        Assert.Equal("checkpoint-of-another", other.Code);
        other = Assert.Throws<UserInputException>(() => Train(Settings with { LearningRate = new PlateauRate { Start = 0.03, Epochs = 2 } }, int.MaxValue));
        Assert.Equal("checkpoint-of-another", other.Code);

        var bytes = File.ReadAllBytes(Settings.Checkpoint!);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Settings.Checkpoint!, bytes);
        Assert.Equal("checkpoint-damaged", Assert.Throws<UserInputException>(() => Train(Settings, int.MaxValue)).Code);
        File.WriteAllBytes(Settings.Checkpoint!, bytes[..20]);
        Assert.Equal("checkpoint-damaged", Assert.Throws<UserInputException>(() => Train(Settings, int.MaxValue)).Code);
    }

    [Fact]
    public void A_training_that_keeps_its_best_returns_it_when_stopped()
    {
        var stopped = Train(Settings with { KeepsBestWhenStopped = true }, 17);
        Assert.True(stopped.IsStopped);
        Assert.Equal(2, stopped.History.Count);
        var whole = Train(Settings with { Checkpoint = null, Epochs = 2 }, int.MaxValue);
        Assert.Equal(whole.Parameters.ToArray(), stopped.Parameters.ToArray());
        // Before an epoch is done there is nothing to keep.
        Assert.Throws<OperationCanceledException>(() => Train(Settings with { KeepsBestWhenStopped = true, Checkpoint = null }, 2));
    }

    // Stops after so many batches were read.
    private static TrainedNetwork Train(TrainingSettings settings, int steps, Action? eachBatch = null)
    {
        var network = new Network();
        var x = network.Input("x", 3);
        var loss = x.Dense(6).BatchNorm().Activate(Activation.Relu).Dropout(0.2).Dense(3).MeanSquaredError(x);
        using var stop = new CancellationTokenSource();
        using var rows = new WatchedRows(LayerTests.Rows(Rows, 3), batch =>
        {
            eachBatch?.Invoke();
            if (batch == steps)
                stop.Cancel();
        });
        // Before the first batch the memory asks once for its length, and the fingerprint reads all rows.
        rows.Skip = settings.Checkpoint is null ? 1 : 2;
        return Trainer.Fit(loss, new TrainingData().Add("x", rows.Memory, 3), settings, new FitContext(3, cancellation: stop.Token));
    }

    private sealed class WatchedRows(float[] values, Action<int> read) : MemoryManager<float>
    {
        private int _reads;

        public int Skip { get; set; }

        public override Span<float> GetSpan()
        {
            if (++_reads > Skip)
                read(_reads - Skip);
            return values;
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
