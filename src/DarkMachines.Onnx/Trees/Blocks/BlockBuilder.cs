namespace DarkMachines.Onnx.Trees;

/// <summary>Puts trees into blocks, each before those that it leads to, and their leaves' values after each other.</summary>
/// <param name="values">Room for the values of all leaves.</param>
internal sealed class BlockBuilder(float[] values)
{
    private readonly BlockPlan _plan = new();
    private readonly List<TreeBlock> _blocks = [];
    private readonly Stack<(int Node, int From, int Exit)> _open = [];
    private readonly int[] _exits = new int[TreeBlock.Exits];
    private int _leaves;

    /// <summary>The blocks of the next tree.</summary>
    /// <param name="tree">The tree.</param>
    public TreeBlock[] Build(Tree tree)
    {
        var begins = _plan.Of(tree.Nodes);
        _blocks.Clear();
        _open.Push((Node: 0, From: 0, Exit: -1));
        while (_open.TryPop(out var next))
        {
            var place = _blocks.Count;
            if (next.Exit >= 0)
                Connect(next.From, next.Exit, place - next.From);
            _exits.AsSpan().Fill(-1);
            var block = TreeBlock.Empty;
            Fill(ref block, tree.Nodes, begins, next.Node, split: 0, isFirst: true);
            block[TreeBlock.FirstLeaf] = _leaves;
            for (var exit = 0; exit < TreeBlock.Exits; exit++)
            {
                if (_exits[exit] < 0 || !tree.Nodes[_exits[exit]].IsLeaf)
                    continue;
                block.SetExit(exit, distance: 0);
                tree.ValuesOf(_exits[exit]).CopyTo(values.AsSpan(_leaves++ * tree.Width));
            }

            _blocks.Add(block);
            for (var exit = TreeBlock.Exits - 1; exit >= 0; exit--)
            {
                if (_exits[exit] >= 0 && !tree.Nodes[_exits[exit]].IsLeaf)
                    _open.Push((_exits[exit], place, exit));
            }
        }

        return [.. _blocks];
    }

    private void Connect(int from, int exit, int distance)
    {
        var block = _blocks[from];
        block.SetExit(exit, distance);
        _blocks[from] = block;
    }

    // What does not belong to the block is an exit of it: the first below its place.
    private void Fill(ref TreeBlock block, ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<bool> begins, int node, int split, bool isFirst)
    {
        if (split >= TreeBlock.Splits || nodes[node].IsLeaf || (begins[node] && !isFirst))
        {
            while (split < TreeBlock.Splits)
                split = 2 * split + 1;
            _exits[split - TreeBlock.Splits] = node;
            return;
        }

        block.SetSplit(split, nodes[node]);
        Fill(ref block, nodes, begins, nodes[node].First, 2 * split + 1, isFirst: false);
        Fill(ref block, nodes, begins, nodes[node].First + 1, 2 * split + 2, isFirst: false);
    }
}
