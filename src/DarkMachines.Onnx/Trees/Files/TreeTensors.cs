using System.Runtime.InteropServices;
using DarkMachines.Onnx.Format;
using Google.Protobuf;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx.Trees;

/// <summary>
/// Trees as TreeEnsemble of <c>ai.onnx.ml</c> 5 stores them: splits and leaves apart, each numbered over all trees, with one
/// value and one target a leaf.
/// </summary>
internal static class TreeTensors
{
    private const byte AtMost = 0;
    private const byte Below = 1;
    private const long Mean = 0;
    private const long Sum = 1;

    /// <summary>The attributes of TreeEnsemble.</summary>
    /// <param name="trees">The trees, of which the first value of each leaf is told.</param>
    /// <param name="targets">Number of targets that these are of.</param>
    /// <param name="isMean">True for the mean over the trees, false for the sum.</param>
    public static OnnxAttribute[] Of(TreeEnsemble trees, int targets, bool isMean)
    {
        List<long> roots = [], columns = [], whenTrue = [], whenFalse = [], trueIsLeaf = [], falseIsLeaf = [], leafTargets = [];
        List<float> thresholds = [], weights = [];
        for (var tree = 0; tree < trees.Count; tree++)
        {
            var grown = trees.Tree(tree);
            roots.Add(columns.Count);
            // A tree without splits has no form of its own: both ways of a split lead to what it gives.
            if (grown.Nodes[0].IsLeaf)
                AddSplit(0, 0, (AddLeaf(grown, 0), true), (AddLeaf(grown, 0), true));
            else
                AddSplits(grown);
        }

        return
        [
            new("tree_roots", roots),
            new("nodes_featureids", columns),
            new("nodes_splits", Tensor(DataType.Float, columns.Count, CollectionsMarshal.AsSpan(thresholds))),
            new("nodes_modes", Tensor(DataType.Uint8, columns.Count, new byte[columns.Count])),
            new("nodes_truenodeids", whenTrue),
            new("nodes_trueleafs", trueIsLeaf),
            new("nodes_falsenodeids", whenFalse),
            new("nodes_falseleafs", falseIsLeaf),
            new("leaf_targetids", leafTargets),
            new("leaf_weights", Tensor(DataType.Float, weights.Count, CollectionsMarshal.AsSpan(weights))),
            new("n_targets", (long)targets),
            new("aggregate_function", isMean ? Mean : Sum),
        ];

        void AddSplits(Tree tree)
        {
            // The number of each node among the splits, or the leaves, of all trees.
            var (numbers, split) = (new int[tree.Nodes.Length], columns.Count);
            for (var place = 0; place < numbers.Length; place++)
                numbers[place] = tree.Nodes[place].IsLeaf ? AddLeaf(tree, place) : split++;
            foreach (var node in tree.Nodes)
            {
                if (!node.IsLeaf)
                    AddSplit(node.Column, node.Threshold, Child(node.First), Child(node.First + 1));
            }

            (int Number, bool IsLeaf) Child(int place) => (numbers[place], tree.Nodes[place].IsLeaf);
        }

        void AddSplit(int column, float threshold, (int Number, bool IsLeaf) first, (int Number, bool IsLeaf) second)
        {
            columns.Add(column);
            thresholds.Add(threshold);
            whenTrue.Add(first.Number);
            trueIsLeaf.Add(first.IsLeaf ? 1 : 0);
            whenFalse.Add(second.Number);
            falseIsLeaf.Add(second.IsLeaf ? 1 : 0);
        }

        int AddLeaf(Tree tree, int place)
        {
            leafTargets.Add(tree.Target);
            weights.Add(tree.ValuesOf(place)[0]);
            return weights.Count - 1;
        }
    }

    /// <summary>The trees of a node; null if it uses what only ONNX Runtime knows, or if these are no trees.</summary>
    /// <param name="node">A TreeEnsemble.</param>
    /// <param name="columns">Number of columns.</param>
    public static TreeSum? Read(NodeProto node, int columns)
    {
        var attributes = new NodeAttributes(node);
        var (targets, aggregate) = (attributes.Integer("n_targets", 0), attributes.Integer("aggregate_function", Sum));
        var isKnown = targets is > 0 and <= int.MaxValue && attributes.Integer("post_transform", 0) == 0 && aggregate is Mean or Sum
            && !attributes.Has("membership_values") && attributes.Integers("nodes_missing_value_tracks_true").All(tracks => tracks == 0);
        return isKnown && Stored(attributes)?.ToEnsemble(columns, (int)targets) is { } trees ? new TreeSum(trees, aggregate == Mean, []) : null;
    }

    private static StoredTrees? Stored(NodeAttributes attributes)
    {
        var (columns, roots, targets) = (attributes.Integers("nodes_featureids"), attributes.Integers("tree_roots"), attributes.Integers("leaf_targetids"));
        var (whenTrue, trueIsLeaf) = (attributes.Integers("nodes_truenodeids"), attributes.Integers("nodes_trueleafs"));
        var (whenFalse, falseIsLeaf) = (attributes.Integers("nodes_falsenodeids"), attributes.Integers("nodes_falseleafs"));
        var modes = Bytes(attributes.Tensor("nodes_modes"), DataType.Uint8);
        var thresholds = MemoryMarshal.Cast<byte, float>(Bytes(attributes.Tensor("nodes_splits"), DataType.Float));
        var weights = MemoryMarshal.Cast<byte, float>(Bytes(attributes.Tensor("leaf_weights"), DataType.Float));
        var splits = columns.Count;
        int[] lengths = [modes.Length, thresholds.Length, whenTrue.Count, trueIsLeaf.Count, whenFalse.Count, falseIsLeaf.Count];
        if (lengths.Any(length => length != splits) || weights.Length != targets.Count || (long)splits + weights.Length >= int.MaxValue)
            return null;

        var stored = new StoredTrees(splits + weights.Length, weights.Length);
        foreach (var root in roots)
            stored.Roots.Add(Place(root, isLeaf: false));
        for (var place = 0; place < splits; place++)
        {
            var (first, second) = (Place(whenTrue[place], trueIsLeaf[place] != 0), Place(whenFalse[place], falseIsLeaf[place] != 0));
            if (modes[place] is not (AtMost or Below) || !stored.SetSplit(place, columns[place], thresholds[place], modes[place] == Below, first, second))
                return null;
        }

        for (var leaf = 0; leaf < weights.Length; leaf++)
        {
            stored.Columns[splits + leaf] = -1;
            stored.FirstWeights[splits + leaf + 1] = leaf + 1;
            stored.SetWeight(leaf, targets[leaf], weights[leaf]);
        }

        return stored;

        // Leaves come after the splits.
        int Place(long number, bool isLeaf) => number < 0 || number >= (isLeaf ? targets.Count : splits) ? -1 : (int)number + (isLeaf ? splits : 0);
    }

    private static TensorProto Tensor<T>(DataType type, int count, Span<T> values) where T : unmanaged => new()
    {
        DataType = (int)type,
        Dims = { count },
        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
    };

    // Exporters write such tensors as bytes; of others nothing is read.
    private static ReadOnlySpan<byte> Bytes(TensorProto? tensor, DataType type) =>
        tensor?.DataType == (int)type ? tensor.RawData.Span : [];
}
