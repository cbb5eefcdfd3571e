using System.Runtime.CompilerServices;

namespace DarkMachines.Onnx.Trees;

/// <summary>Which nodes of a tree begin a block, such that there are few blocks, and few on the ways to the leaves.</summary>
internal sealed class BlockPlan
{
    // What a block on the way to one leaf counts for beside a block of memory.
    private const double CostOfVisit = 0.3;

    // Used again for every tree: forests have hundreds of trees of as many nodes.
    private double[] _costs = [];
    private int[] _counts = [];
    private bool[] _begins = [];

    /// <summary>Makes the plan that costs least; a leaf begins no block, but for one that is the root.</summary>
    /// <param name="nodes">The nodes of a tree, children after their parent.</param>
    /// <returns>For each node whether it begins a block; valid until the next plan.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // One forest is read before it is noticed that this is hot.
    public ReadOnlySpan<bool> Of(ReadOnlySpan<TreeNode> nodes)
    {
        if (_begins.Length < nodes.Length)
            (_costs, _counts, _begins) = (new double[nodes.Length * TreeBlock.Levels], new int[nodes.Length], new bool[nodes.Length]);
        Weigh(nodes, _costs, _counts);
        var begins = _begins.AsSpan(0, nodes.Length);
        var levels = _counts.AsSpan(0, nodes.Length);
        begins.Clear();
        levels[0] = 0;
        begins[0] = true;
        for (var node = 0; node < nodes.Length; node++)
        {
            if (nodes[node].IsLeaf)
                continue;
            begins[node] |= _costs[node * TreeBlock.Levels + levels[node]] == _costs[node * TreeBlock.Levels];
            var below = begins[node] ? TreeBlock.Levels - 1 : levels[node] - 1;
            (levels[nodes[node].First], levels[nodes[node].First + 1]) = (below, below);
        }

        return begins;
    }

    // From the leaves upwards: the least cost of all below a node, if so many levels of its block are left for it; 0 if it begins one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Weigh(ReadOnlySpan<TreeNode> nodes, Span<double> costs, Span<int> leaves)
    {
        for (var node = nodes.Length - 1; node >= 0; node--)
        {
            var own = costs.Slice(node * TreeBlock.Levels, TreeBlock.Levels);
            if (nodes[node].IsLeaf)
            {
                own.Clear();
                leaves[node] = 1;
                continue;
            }

            var first = costs.Slice(nodes[node].First * TreeBlock.Levels, 2 * TreeBlock.Levels);
            var second = first[TreeBlock.Levels..];
            leaves[node] = leaves[nodes[node].First] + leaves[nodes[node].First + 1];
            own[0] = 1 + CostOfVisit * leaves[node] + first[TreeBlock.Levels - 1] + second[TreeBlock.Levels - 1];
            for (var left = 1; left < TreeBlock.Levels; left++)
                own[left] = Math.Min(own[0], first[left - 1] + second[left - 1]);
        }
    }
}
