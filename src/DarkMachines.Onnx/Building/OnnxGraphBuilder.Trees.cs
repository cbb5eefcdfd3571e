using DarkMachines.Onnx.Trees;

namespace DarkMachines.Onnx;

// Tree ensembles of ai.onnx.ml.
public sealed partial class OnnxGraphBuilder
{
    // Beyond, the newer form is worth that older versions of ONNX Runtime do not know it: the file is a third of the size, and
    // what reads it takes half the memory.
    private const int MostNodesByAttributes = 1 << 20;

    /// <summary>The sum, or mean, over the trees of what their leaves give: float32, <c>rows × targets</c>.</summary>
    /// <param name="x">Float32 rows.</param>
    /// <param name="trees">The trees.</param>
    /// <param name="isMean">True for the mean over the trees, false for the sum.</param>
    /// <param name="targets">The first so many of their targets; null for all.</param>
    /// <param name="baseValues">One value a target that is added; none for zeros.</param>
    /// <remarks>
    /// Trees of which each leaf tells one value, and that together have more than a million nodes, are written by the operator
    /// TreeEnsemble of <c>ai.onnx.ml</c> 5, which ONNX Runtime knows since 1.20; all others by TreeEnsembleRegressor, which
    /// every version knows. A graph cannot have both, so the form of the first holds for those that follow.
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer targets, or not as many base values.</exception>
    /// <exception cref="InvalidOperationException">The graph has the newer form already, which has no leaves of several values.</exception>
    public OnnxTensor TreeEnsemble(OnnxTensor x, TreeEnsemble trees, bool isMean = false, int? targets = null, params ReadOnlySpan<float> baseValues)
    {
        ArgumentNullException.ThrowIfNull(trees);
        var width = targets ?? trees.Targets;
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, trees.Targets);
        if (!baseValues.IsEmpty && baseValues.Length != width)
            throw new ArgumentException($"There are {baseValues.Length} base values; {width} targets need one each.", nameof(baseValues));
        var tellsOne = trees.Width == 1 ? width == trees.Targets : width == 1 && trees.Width == trees.Targets;
        var isLarge = trees.NodeCount > MostNodesByAttributes && tellsOne && baseValues.IsEmpty;
        var isNew = Has(OnnxOperation.TreeEnsemble) || (isLarge && !Has(OnnxOperation.TreeEnsembleRegressor));
        if (isNew && !tellsOne)
            throw new InvalidOperationException("The graph has trees of ai.onnx.ml 5 already; those have no leaves of several values.");
        if (!isNew)
            return Apply(OnnxOperation.TreeEnsembleRegressor, OnnxElement.Float32, [Single(x).Shape[0], width], [x], TreeAttributes.Of(trees, width, isMean, baseValues));
        var sums = Apply(OnnxOperation.TreeEnsemble, OnnxElement.Float32, [Single(x).Shape[0], width], [x], TreeTensors.Of(trees, width, isMean));
        return baseValues.IsEmpty ? sums : Add(sums, Constant(baseValues, 1, width));
    }

    private bool Has(OnnxOperation operation) => _nodes.Any(node => node.Operation == operation);

    private static OnnxTensor Single(OnnxTensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x is { Element: OnnxElement.Float32, Rank: 2 } ? x : throw new ArgumentException($"{x} is no matrix of float32.", nameof(x));
    }
}
