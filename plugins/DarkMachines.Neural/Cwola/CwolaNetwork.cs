using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>One network of a <see cref="Cwola"/>.</summary>
internal sealed record CwolaNetwork(TrainedNetwork Trained, ColumnScaling Scaling, OnnxTensor X, OnnxTensor Logits)
{
    /// <summary>Trains one.</summary>
    public static CwolaNetwork Train(MixedSamples learnt, CwolaOptions options, FitContext context)
    {
        var examples = Examples.Of(TrainingRows.Check(learnt.Table));
        var network = new Network();
        var (x, truth) = (examples.Input(network), network.Input("sample", 1));
        var logits = x.Encode(examples.Values, options.BinsForClasses).Layers(options).Dense(learnt.Count);
        float[] samples = [.. examples.Rows.Select(row => (float)learnt.Samples[row])];
        return new CwolaNetwork(examples.Train(network, RowLosses.OfClasses(logits, truth), options, context, ("sample", 1, samples)), examples.Scaling, x, logits);
    }

    /// <summary>The probability of each sample, <c>rows × samples</c>.</summary>
    public OnnxTensor Write(OnnxGraphBuilder graph) => Trained.Write(graph, Logits, (X, Scaling.Apply(graph.Rows))).Softmax();

    /// <summary>The probability of the signal region, for each row of a table.</summary>
    public float[] Scores(FeatureTable table)
    {
        using var scorer = new NetworkScorer(table.ColumnCount, Write);
        var probabilities = new float[table.RowCount * scorer.OutputColumns];
        scorer.Score(table.Values, probabilities);
        return [.. Enumerable.Range(1, table.RowCount).Select(row => probabilities[row * scorer.OutputColumns - 1])];
    }

    /// <summary>The mean of networks' scores.</summary>
    public static float[] MeanScores(IReadOnlyList<CwolaNetwork> networks, FeatureTable table)
    {
        float[][] each = [.. networks.Select(network => network.Scores(table))];
        return [.. Enumerable.Range(0, table.RowCount).Select(row => (float)each.Average(scores => (double)scores[row]))];
    }
}
