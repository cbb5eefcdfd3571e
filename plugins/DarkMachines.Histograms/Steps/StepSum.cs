using DarkMachines.Onnx;
using DarkMachines.Onnx.Trees;

namespace DarkMachines.Histograms.Steps;

/// <summary>The sum over columns of a step function of each.</summary>
/// <param name="steps">A function a column.</param>
internal sealed class StepSum(IReadOnlyList<StepFunction> steps)
{
    private readonly StepFunction[] _steps = [.. steps];

    /// <summary>The functions.</summary>
    public IReadOnlyList<StepFunction> Steps => _steps;

    /// <summary>The sum at one row.</summary>
    public double this[ReadOnlySpan<float> row]
    {
        get
        {
            var sum = 0.0;
            for (var c = 0; c < row.Length; c++)
                sum += _steps[c][row[c]];
            return sum;
        }
    }

    /// <summary>The sums of rows as operators: each function is a tree of its own, balanced, with a leaf for each value.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="rows">Float32 rows.</param>
    public OnnxTensor Write(OnnxGraphBuilder graph, OnnxTensor rows)
    {
        var trees = _steps.Select(TreeOf).ToArray();
        return graph.TreeEnsemble(rows, new TreeEnsemble(trees));
    }

    private static Tree TreeOf(StepFunction step, int column)
    {
        var tree = new Tree(width: 1);
        Fill(node: 0, 0, step.Count);
        return tree;

        // The values first … last, of which thresholds first … last − 1 are the borders.
        void Fill(int node, int first, int last)
        {
            if (first == last)
            {
                tree.ValuesOf(node)[0] = step.Values[first];
                return;
            }

            var middle = (first + last) / 2;
            var children = tree.Split(node, column, step.Thresholds[middle]);
            Fill(children, first, middle);
            Fill(children + 1, middle + 1, last);
        }
    }
}
