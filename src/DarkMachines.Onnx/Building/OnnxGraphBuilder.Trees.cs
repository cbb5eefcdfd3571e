namespace DarkMachines.Onnx;

// Tree ensembles of ai.onnx.ml.
public sealed partial class OnnxGraphBuilder
{
    /// <summary>The sum, or mean, over the trees of what their leaves give: float32, <c>rows × targets</c>.</summary>
    /// <param name="x">Float32 rows.</param>
    /// <param name="trees">The trees.</param>
    /// <param name="isMean">True for the mean over the trees, false for the sum.</param>
    /// <param name="baseValues">One value a target that is added; none for zeros.</param>
    public OnnxTensor TreeEnsembleRegressor(OnnxTensor x, OnnxTrees trees, bool isMean = false, params ReadOnlySpan<float> baseValues)
    {
        ArgumentNullException.ThrowIfNull(trees);
        List<OnnxAttribute> attributes =
        [
            .. trees.Attributes("target"),
            new("n_targets", (long)trees.Targets),
            new("aggregate_function", isMean ? "AVERAGE" : "SUM"),
            new("post_transform", "NONE"),
        ];
        if (!baseValues.IsEmpty)
            attributes.Add(new("base_values", baseValues.ToArray()));
        return Apply(OnnxOperation.TreeEnsembleRegressor, OnnxElement.Float32, [Single(x).Shape[0], trees.Targets], [x], attributes.ToArray());
    }

    /// <summary>The sum over the trees of what their leaves give for each class: float32, <c>rows × classes</c>.</summary>
    /// <param name="x">Float32 rows.</param>
    /// <param name="trees">The trees, at least two targets, which are the classes.</param>
    /// <remarks>The operator's other output, the label, is left out: of two classes it does not name the likelier one.</remarks>
    public OnnxTensor TreeEnsembleClassifier(OnnxTensor x, OnnxTrees trees)
    {
        ArgumentNullException.ThrowIfNull(trees);
        ArgumentOutOfRangeException.ThrowIfLessThan(trees.Targets, 2);
        OnnxAttribute[] attributes =
        [
            .. trees.Attributes("class"),
            new("classlabels_int64s", Longs([.. Enumerable.Range(0, trees.Targets)])),
            new("post_transform", "NONE"),
        ];
        return Apply(
            OnnxOperation.TreeEnsembleClassifier, [x], attributes,
            (OnnxElement.Int64, [Single(x).Shape[0]]), (OnnxElement.Float32, [x.Shape[0], trees.Targets]))[1];
    }

    private static OnnxTensor Single(OnnxTensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x is { Element: OnnxElement.Float32, Rank: 2 } ? x : throw new ArgumentException($"{x} is no matrix of float32.", nameof(x));
    }
}
