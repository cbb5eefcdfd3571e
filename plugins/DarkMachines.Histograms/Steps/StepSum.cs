using DarkMachines.Onnx;

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
        var trees = new OnnxTrees(targets: 1);
        for (var column = 0; column < _steps.Length; column++)
            AddTree(trees, column, _steps[column]);
        return graph.TreeEnsembleRegressor(rows, trees);
    }

    private static void AddTree(OnnxTrees trees, int column, StepFunction step)
    {
        var next = 0;
        Add(0, step.Count);

        // The values first … last, of which thresholds first … last − 1 are the borders.
        int Add(int first, int last)
        {
            var node = next++;
            if (first == last)
            {
                trees.Leaf(column, node, step.Values[first]);
                return node;
            }

            var middle = (first + last) / 2;
            var left = node + 1;
            var right = node + 1 + (2 * (middle - first) + 1);
            trees.Branch(column, node, column, step.Thresholds[middle], left, right);
            Add(first, middle);
            Add(middle + 1, last);
            return node;
        }
    }
}
