using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>Rows to learn from: those that count, their columns moved to mean zero and spread one, with their weights.</summary>
internal sealed class Examples
{
    private const int FewestRowsToHoldBackFrom = 50;
    private const string WeightInput = "weight";

    private Examples(FeatureTable table, int[] rows, ColumnScaling scaling)
    {
        (Table, Rows, Scaling) = (table, rows, scaling);
        Values = scaling.Apply(table);
    }

    /// <summary>The rows that count.</summary>
    public FeatureTable Table { get; }

    /// <summary>Their numbers in the table that was given.</summary>
    public int[] Rows { get; }

    /// <summary>How their columns were moved.</summary>
    public ColumnScaling Scaling { get; }

    /// <summary>The columns moved, row-major.</summary>
    public float[] Values { get; }

    public int Count => Rows.Length;

    public int Columns => Table.ColumnCount;

    /// <summary>Takes what counts of rows that were checked.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="values">If they are sets, the values of an object, which are moved alike in all objects; else 0.</param>
    public static Examples Of(TrainingRows rows, int values = 0)
    {
        var counted = rows.ThatCount();
        var table = counted.Length == rows.Count ? rows.Table : rows.Table.SelectRows(counted);
        return new Examples(table, counted, values == 0 ? ColumnScaling.Of(table, Weight) : ColumnScaling.OfObjects(table, values, Weight));

        double Weight(int row) => table.IsWeighted ? table.Weights[row] : 1;
    }

    /// <summary>The columns as an input of a network.</summary>
    public OnnxTensor Input(Network network) => network.Input("x", Columns);

    /// <summary>Trains a network whose input is <see cref="Input"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rowLosses">The loss of each row of a batch, without further axes.</param>
    /// <param name="options">How to train.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <param name="more">What else is known of each row: name and columns of an input, and row-major values.</param>
    public TrainedNetwork Train(
        Network network, OnnxTensor rowLosses, NetworkOptions options, FitContext context, params ReadOnlySpan<(string Input, int Columns, float[] Values)> more)
    {
        var data = new TrainingData().Add("x", Values, Columns);
        foreach (var (input, columns, values) in more)
            data.Add(input, values, columns);
        if (!Table.IsWeighted)
            return Trainer.Fit(rowLosses.Mean(), data, Settings(options), context);
        data.Add(WeightInput, RelativeWeights(), 1);
        return Trainer.Fit((rowLosses * network.Input(WeightInput, 1).Reshape(-1)).Mean(), data, Settings(options), context);
    }

    // So that the learning rate means the same whatever the weights' unit.
    private float[] RelativeWeights()
    {
        var mean = Table.Weights.ToArray().Average(weight => (double)weight);
        return [.. Table.Weights.ToArray().Select(weight => (float)(weight / mean))];
    }

    private TrainingSettings Settings(NetworkOptions options)
    {
        var isHeldBack = Count >= FewestRowsToHoldBackFrom;
        var learnt = isHeldBack ? Count * (1 - options.ValidationShare) : Count;
        var batch = options.BatchSize > 0 ? options.BatchSize : (int)Math.Clamp(System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(learnt / 64)), 16, 1024);
        return new TrainingSettings
        {
            BatchSize = batch,
            Epochs = options.Epochs > 0 ? options.Epochs : (int)Math.Clamp(20_000 * batch / learnt, 10, 200),
            Optimiser = new Adam { WeightDecay = options.WeightDecay },
            LearningRate = options.Schedule == RateSchedule.Cosine
                ? new CosineRate { Start = options.LearningRate, FinalShare = 0.01 }
                : new ConstantRate { Start = options.LearningRate },
            ValidationShare = isHeldBack ? options.ValidationShare : 0,
            Patience = options.Patience,
            MinImprovement = options.MinImprovement,
        };
    }
}
