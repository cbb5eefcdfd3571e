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
            var (nodes, root) = ensemble.Tree(tree);
            for (var place = 0; place < nodes.Count; place++)
            {
                var node = nodes[place];
                if (!node.IsLeaf)
                {
                    trees.Branch(tree, place, node.Column, node.Threshold, node.First - root, node.First + 1 - root);
                    continue;
                }

                Array.Clear(values);
                fill(tree, ensemble.Values.AsSpan(node.Key * ensemble.Width, ensemble.Width), values);
                trees.Leaf(tree, place, values);
            }
        }

        return trees;
    }
}
