using DarkMachines.Onnx.Format;

namespace DarkMachines.Onnx.Trees;

/// <summary>
/// Trees as TreeEnsembleRegressor and TreeEnsembleClassifier of <c>ai.onnx.ml</c> store them: an attribute for each property
/// of a node, among them its kind as a word, and what leaves give beside it.
/// </summary>
internal static class TreeAttributes
{
    private const string AtMost = "BRANCH_LEQ";
    private const string Below = "BRANCH_LT";
    private const string Leaf = "LEAF";

    /// <summary>The attributes of TreeEnsembleRegressor.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="targets">The first so many of their targets.</param>
    /// <param name="isMean">True for the mean over the trees, false for the sum.</param>
    /// <param name="baseValues">One value a target that is added; none for zeros.</param>
    public static OnnxAttribute[] Of(TreeEnsemble trees, int targets, bool isMean, ReadOnlySpan<float> baseValues)
    {
        var count = trees.NodeCount;
        long[] treeIds = new long[count], ids = new long[count], columns = new long[count], whenTrue = new long[count], whenFalse = new long[count];
        var (thresholds, modes) = (new float[count], new string[count]);
        List<long> leafTrees = [], leafIds = [], leafTargets = [];
        List<float> weights = [];
        for (int tree = 0, at = 0; tree < trees.Count; tree++)
        {
            var grown = trees.Tree(tree);
            for (var place = 0; place < grown.Nodes.Length; place++, at++)
            {
                var node = grown.Nodes[place];
                (treeIds[at], ids[at], modes[at]) = (tree, place, node.IsLeaf ? Leaf : AtMost);
                if (!node.IsLeaf)
                {
                    (columns[at], thresholds[at], whenTrue[at], whenFalse[at]) = (node.Column, node.Threshold, node.First, node.First + 1);
                    continue;
                }

                for (var k = 0; k < grown.Width && grown.Target + k < targets; k++)
                {
                    leafTrees.Add(tree);
                    leafIds.Add(place);
                    leafTargets.Add(grown.Target + k);
                    weights.Add(grown.ValuesOf(place)[k]);
                }
            }
        }

        OnnxAttribute[] attributes =
        [
            new("nodes_treeids", treeIds),
            new("nodes_nodeids", ids),
            new("nodes_featureids", columns),
            new("nodes_values", thresholds),
            new("nodes_modes", modes),
            new("nodes_truenodeids", whenTrue),
            new("nodes_falsenodeids", whenFalse),
            new("target_treeids", leafTrees),
            new("target_nodeids", leafIds),
            new("target_ids", leafTargets),
            new("target_weights", weights),
            new("n_targets", (long)targets),
            new("aggregate_function", isMean ? "AVERAGE" : "SUM"),
            new("post_transform", "NONE"),
        ];
        return baseValues.IsEmpty ? attributes : [.. attributes, new("base_values", baseValues.ToArray())];
    }

    /// <summary>The trees of a node; null if it uses what only ONNX Runtime knows, or if these are no trees.</summary>
    /// <param name="node">A TreeEnsembleRegressor or TreeEnsembleClassifier.</param>
    /// <param name="columns">Number of columns.</param>
    public static TreeSum? Read(NodeProto node, int columns)
    {
        var attributes = new NodeAttributes(node);
        var isClassifier = node.OpType == "TreeEnsembleClassifier";
        var leaves = isClassifier ? "class" : "target";
        var targets = isClassifier
            ? attributes.Integers("classlabels_int64s").Count + attributes.Strings("classlabels_strings").Count
            : attributes.Integer("n_targets", 0);
        // Of two classes the leaves may know one only: ONNX Runtime takes that for the second, whatever its number.
        var isPair = isClassifier && targets == 2 && attributes.Integers("class_ids").Distinct().Count() == 1;
        var (aggregate, baseValues) = (attributes.Text("aggregate_function", "SUM"), attributes.Floats("base_values"));
        var isKnown = targets is > 0 and <= int.MaxValue && baseValues.Count is var count && (count == 0 || count == targets)
            && attributes.Text("post_transform", "NONE") == "NONE" && aggregate is "SUM" or "AVERAGE"
            && attributes.Integers("nodes_missing_value_tracks_true").All(tracks => tracks == 0)
            // To what is not a probability the other is not what it lacks to one.
            && !(isPair && (baseValues.Count > 0 || attributes.Floats("class_weights").Any(weight => weight < 0)));
        if (!isKnown || Stored(attributes, leaves) is not { } stored)
            return null;
        if (isPair)
            stored.Targets.AsSpan().Clear();
        return stored.ToEnsemble(columns, isPair ? 1 : (int)targets) is { } trees ? new TreeSum(trees, aggregate == "AVERAGE", baseValues, isPair) : null;
    }

    private static StoredTrees? Stored(NodeAttributes attributes, string leaves)
    {
        var (treeIds, ids, modes) = (attributes.Integers("nodes_treeids"), attributes.Integers("nodes_nodeids"), attributes.Strings("nodes_modes"));
        var (columns, thresholds) = (attributes.Integers("nodes_featureids"), attributes.Floats("nodes_values"));
        var (whenTrue, whenFalse) = (attributes.Integers("nodes_truenodeids"), attributes.Integers("nodes_falsenodeids"));
        int[] lengths = [ids.Count, modes.Count, columns.Count, thresholds.Count, whenTrue.Count, whenFalse.Count];
        if (lengths.Any(length => length != treeIds.Count))
            return null;

        var stored = new StoredTrees(treeIds.Count, attributes.Floats($"{leaves}_weights").Count);
        var starts = new Dictionary<long, int>();
        for (var place = 0; place < treeIds.Count; place++)
        {
            if (starts.TryAdd(treeIds[place], place))
                stored.Roots.Add(place);
            // All exporters number the nodes of a tree by their place.
            if (ids[place] != place - starts[treeIds[place]] || treeIds[place] != treeIds[stored.Roots[^1]])
                return null;
            var mode = modes[place].ToStringUtf8();
            if (mode == Leaf)
                stored.Columns[place] = -1;
            else if (mode is not (AtMost or Below) || !stored.SetSplit(place, columns[place], thresholds[place], mode == Below, Place(whenTrue[place]), Place(whenFalse[place])))
                return null;
        }

        return SetWeights(stored, attributes, leaves, starts) ? stored : null;

        int Place(long id) => id >= 0 && id < treeIds.Count ? (int)id + stored.Roots[^1] : -1;
    }

    // What leaves give is told in any order: it is counted first, and then put where it belongs.
    private static bool SetWeights(StoredTrees stored, NodeAttributes attributes, string leaves, Dictionary<long, int> starts)
    {
        var (treeIds, ids) = (attributes.Integers($"{leaves}_treeids"), attributes.Integers($"{leaves}_nodeids"));
        var (targets, weights) = (attributes.Integers($"{leaves}_ids"), attributes.Floats($"{leaves}_weights"));
        if (treeIds.Count != weights.Count || ids.Count != weights.Count || targets.Count != weights.Count)
            return false;
        var places = new int[weights.Count];
        for (var i = 0; i < places.Length; i++)
        {
            if (!starts.TryGetValue(treeIds[i], out var start) || ids[i] < 0 || start + ids[i] >= stored.Columns.Length)
                return false;
            places[i] = start + (int)ids[i];
            stored.FirstWeights[places[i] + 1]++;
        }

        for (var place = 0; place < stored.Columns.Length; place++)
            stored.FirstWeights[place + 1] += stored.FirstWeights[place];
        var next = stored.FirstWeights.AsSpan(0, stored.Columns.Length).ToArray();
        for (var i = 0; i < places.Length; i++)
            stored.SetWeight(next[places[i]]++, targets[i], weights[i]);

        return true;
    }
}
