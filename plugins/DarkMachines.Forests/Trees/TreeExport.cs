using DarkMachines.Onnx;

namespace DarkMachines.Forests.Trees;

/// <summary>Writes trees as the ONNX operators for tree ensembles store them.</summary>
internal static class TreeExport
{
    /// <summary>Fills in what a leaf gives for each target.</summary>
    /// <param name="tree">Number of the tree.</param>
    /// <param name="own">The values of the leaf.</param>
    /// <param name="targets">Zeros, to be filled in.</param>
    public delegate void LeafTargets(int tree, ReadOnlySpan<float> own, Span<float> targets);

    /// <summary>The trees, node by node.</summary>
    /// <param name="ensemble">The trees.</param>
    /// <param name="targets">Values that a leaf of the export gives.</param>
    /// <param name="fill">Fills them in.</param>
    public static OnnxTrees ToOnnx(this TreeEnsemble ensemble, int targets, LeafTargets fill)
    {
        var trees = new OnnxTrees(targets);
        var values = new float[targets];
        for (var tree = 0; tree < ensemble.Count; tree++)
        {
            var root = ensemble.Roots[tree];
            var end = tree + 1 < ensemble.Count ? ensemble.Roots[tree + 1] : ensemble.Nodes.Length;
            for (var place = root; place < end; place++)
            {
                var node = ensemble.Nodes[place];
                if (!node.IsLeaf)
                {
                    trees.Branch(tree, place - root, node.Column, node.Threshold, node.First - root, node.First + 1 - root);
                    continue;
                }

                Array.Clear(values);
                fill(tree, ensemble.Values.AsSpan(place * ensemble.Width, ensemble.Width), values);
                trees.Leaf(tree, place - root, values);
            }
        }

        return trees;
    }
}
