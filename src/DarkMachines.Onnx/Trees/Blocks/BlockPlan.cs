namespace DarkMachines.Onnx.Trees;

/// <summary>Which nodes of a tree begin a block, such that there are few blocks, and few on the ways to the leaves.</summary>
internal static class BlockPlan
{
    // What a block on the way to one leaf counts for beside a block of memory.
    private const double CostOfVisit = 0.3;

    /// <summary>Makes the plan that costs least; a leaf begins no block, but for one that is the root.</summary>
    /// <param name="nodes">The nodes of a tree, children after their parent.</param>
    public static bool[] Of(ReadOnlySpan<TreeNode> nodes)
    {
        // From the leaves upwards: the least cost of all below a node, if so many levels of its block are left for it; 0 if it begins one.
        var costs = new double[nodes.Length * TreeBlock.Levels];
        var leaves = new int[nodes.Length];
        for (var node = nodes.Length - 1; node >= 0; node--)
        {
            if (nodes[node].IsLeaf)
            {
                leaves[node] = 1;
                continue;
            }

            var own = costs.AsSpan(node * TreeBlock.Levels);
            var first = costs.AsSpan(nodes[node].First * TreeBlock.Levels);
            var second = first[TreeBlock.Levels..];
            leaves[node] = leaves[nodes[node].First] + leaves[nodes[node].First + 1];
            own[0] = 1 + CostOfVisit * leaves[node] + first[TreeBlock.Levels - 1] + second[TreeBlock.Levels - 1];
            for (var left = 1; left < TreeBlock.Levels; left++)
                own[left] = Math.Min(own[0], first[left - 1] + second[left - 1]);
        }

        var (begins, levels) = (new bool[nodes.Length], new int[nodes.Length]);
        begins[0] = true;
        for (var node = 0; node < nodes.Length; node++)
        {
            if (nodes[node].IsLeaf)
                continue;
            begins[node] |= costs[node * TreeBlock.Levels + levels[node]] == costs[node * TreeBlock.Levels];
            var below = begins[node] ? TreeBlock.Levels - 1 : levels[node] - 1;
            (levels[nodes[node].First], levels[nodes[node].First + 1]) = (below, below);
        }

        return begins;
    }
}
