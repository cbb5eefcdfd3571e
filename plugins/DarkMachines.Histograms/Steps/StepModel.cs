using DarkMachines.Onnx;

namespace DarkMachines.Histograms.Steps;

/// <summary>A model whose score is a sum over the columns of a step function of each.</summary>
/// <remarks>Scores of finite rows are finite. A row with NaN gets NaN: fill in missing values first.</remarks>
public abstract class StepModel : IAnomalyModel, IOnnxExportable
{
    private readonly StepSum _sum;

    private protected StepModel(IReadOnlyList<Feature> features, IReadOnlyList<StepFunction> steps) =>
        (Features, _sum) = (features, new StepSum(steps));

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        var count = this.RowCount(rows, scores.Length);
        for (var row = 0; row < count; row++)
            scores[row] = (float)_sum[rows.Slice(row * Features.Count, Features.Count)];
    }

    /// <summary>What each column contributes to the score of a row: which of them make it anomalous.</summary>
    /// <param name="row">One row.</param>
    /// <exception cref="ArgumentException">It has another number of columns.</exception>
    public IReadOnlyList<float> Contributions(ReadOnlySpan<float> row)
    {
        this.RowCount(row, 1);
        var contributions = new float[row.Length];
        for (var c = 0; c < contributions.Length; c++)
            contributions[c] = _sum.Steps[c][row[c]];
        return contributions;
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Score(_sum.Write(graph, graph.Rows));
    }
}
