using DarkMachines.Onnx.Format;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx.Trees;

/// <summary>
/// A file whose answer is that of an operator for tree ensembles, asked about the rows as they are. Its trees are walked here:
/// ONNX Runtime takes several times the memory for them, and for large forests many times as long.
/// </summary>
internal sealed class TreeFunction : IRowFunction
{
    private readonly TreeSum _sum;
    private readonly TreeTail _tail;
    private readonly int _columns;

    private TreeFunction(TreeSum sum, TreeTail tail, int columns)
    {
        (_sum, _tail, _columns) = (sum, tail, columns);
        OutputColumns = tail.Pair is null ? sum.Trees.Targets : 2;
    }

    /// <inheritdoc/>
    public int OutputColumns { get; }

    /// <summary>The trees behind a tensor; null if there is more than trees, or they do what only ONNX Runtime knows.</summary>
    /// <param name="file">The file.</param>
    /// <param name="input">How rows go in.</param>
    /// <param name="tensor">The tensor to compute.</param>
    /// <exception cref="UserInputException">The memory cannot hold the trees.</exception>
    public static TreeFunction? Of(OnnxFile file, TableInput input, string tensor)
    {
        if (input is not { HasRowAxis: true, Parts: [{ ElementType: DataType.Float, IsMatrix: true } part] })
            return null;
        var tail = TreeTail.Behind(new OnnxGraph(file.Model.Graph), tensor);
        var node = file.Model.Graph.Node.FirstOrDefault(node => node.Output.Contains(tail.Tensor));
        if (node is null || node.Domain != OnnxFile.MachineLearningDomain || !node.Input.SequenceEqual([part.Name]))
            return null;
        MemoryNeed.OfTrees(file.Path, node);
        if (Read(node, node.Output.IndexOf(tail.Tensor), part.ColumnCount) is not { } sum)
            return null;
        if (tail.Pair is not null && (sum.IsOfPair || sum.Trees.Targets != 1))
            return null;
        return new TreeFunction(sum, sum.IsOfPair ? tail with { Pair = OutputForm.Probabilities } : tail, part.ColumnCount);
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> rows, Span<float> outputs)
    {
        var count = rows.Length / _columns;
        _sum.Write(rows, _columns, outputs[^(count * _sum.Trees.Targets)..]);
        _tail.Finish(outputs);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing here but memory that is looked after.
    }

    // The first output of a classifier is the label.
    private static TreeSum? Read(NodeProto node, int output, int columns) => (node.OpType, output) switch
    {
        ("TreeEnsembleRegressor", 0) or ("TreeEnsembleClassifier", 1) => TreeAttributes.Read(node, columns),
        ("TreeEnsemble", 0) => TreeTensors.Read(node, columns),
        _ => null,
    };
}
