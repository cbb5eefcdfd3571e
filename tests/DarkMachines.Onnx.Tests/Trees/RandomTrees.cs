using DarkMachines.Onnx.Trees;
using DarkMachines.Testing;

namespace DarkMachines.Onnx.Tests.Trees;

/// <summary>Trees of no meaning.</summary>
internal static class RandomTrees
{
    /// <summary>A tree whose thresholds are often the values of <see cref="TestTables.Grid"/>.</summary>
    public static Tree Grow(RandomStream random, int splits, int columns, int width = 1, int target = 0)
    {
        var tree = new Tree(width, target);
        for (var split = 0; split < splits; split++)
        {
            var leaf = random.Below(tree.Nodes.Length);
            if (tree.Nodes[leaf].IsLeaf)
                tree.Split(leaf, random.Below(columns), random.Below(7) / 2f - 0.5f);
        }

        for (var node = 0; node < tree.Nodes.Length; node++)
            tree.ValuesOf(node).Fill(node);
        return tree;
    }
}
