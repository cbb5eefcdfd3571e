namespace DarkMachines.Onnx;

/// <summary>
/// The trees of a tree ensemble, node by node, as the operators TreeEnsembleRegressor and TreeEnsembleClassifier of
/// <c>ai.onnx.ml</c> store them. The root of a tree is its node 0.
/// </summary>
public sealed class OnnxTrees
{
    private readonly List<long> _trees = [], _nodes = [], _features = [], _whenTrue = [], _whenFalse = [], _missingIsTrue = [];
    private readonly List<float> _thresholds = [];
    private readonly List<string> _modes = [];
    private readonly List<long> _leafTrees = [], _leafNodes = [], _leafTargets = [];
    private readonly List<float> _leafWeights = [];

    /// <summary>Starts with no trees.</summary>
    /// <param name="targets">Values that a leaf gives: outputs, or classes.</param>
    public OnnxTrees(int targets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targets, 1);
        Targets = targets;
    }

    /// <summary>Values that a leaf gives.</summary>
    public int Targets { get; }

    /// <summary>Adds a node that branches: a row goes one way if its value is at most the threshold, the other if it is not.</summary>
    /// <param name="tree">Number of the tree, from 0.</param>
    /// <param name="node">Number of the node within it, from 0.</param>
    /// <param name="column">The column looked at.</param>
    /// <param name="threshold">Rows are float32: of a float64 threshold give the greatest float32 that is not greater.</param>
    /// <param name="atMost">The node for values at most the threshold.</param>
    /// <param name="above">The node for values above it.</param>
    /// <param name="missingIsAtMost">True if NaN goes the first way.</param>
    public void Branch(int tree, int node, int column, float threshold, int atMost, int above, bool missingIsAtMost = false) =>
        Add(tree, node, "BRANCH_LEQ", column, threshold, atMost, above, missingIsAtMost);

    /// <summary>Adds a leaf.</summary>
    /// <param name="tree">Number of the tree, from 0.</param>
    /// <param name="node">Number of the node within it, from 0.</param>
    /// <param name="values">One value a target.</param>
    public void Leaf(int tree, int node, params ReadOnlySpan<float> values)
    {
        if (values.Length != Targets)
            throw new ArgumentException($"A leaf gives {Targets} values; these are {values.Length}.", nameof(values));
        Add(tree, node, "LEAF", 0, 0, 0, 0, false);
        for (var target = 0; target < values.Length; target++)
        {
            _leafTrees.Add(tree);
            _leafNodes.Add(node);
            _leafTargets.Add(target);
            _leafWeights.Add(values[target]);
        }
    }

    /// <summary>The attributes of the operator.</summary>
    /// <param name="leaves">What the attributes of leaves begin with: <c>target</c> or <c>class</c>.</param>
    internal IEnumerable<OnnxAttribute> Attributes(string leaves) => _trees.Count == 0
        ? throw new InvalidOperationException("There are no trees.")
        :
        [
            new("nodes_treeids", _trees),
            new("nodes_nodeids", _nodes),
            new("nodes_featureids", _features),
            new("nodes_values", _thresholds),
            new("nodes_modes", _modes),
            new("nodes_truenodeids", _whenTrue),
            new("nodes_falsenodeids", _whenFalse),
            new("nodes_missing_value_tracks_true", _missingIsTrue),
            new($"{leaves}_treeids", _leafTrees),
            new($"{leaves}_nodeids", _leafNodes),
            new($"{leaves}_ids", _leafTargets),
            new($"{leaves}_weights", _leafWeights),
        ];

    private void Add(int tree, int node, string mode, int column, float threshold, int whenTrue, int whenFalse, bool missingIsTrue)
    {
        _trees.Add(tree);
        _nodes.Add(node);
        _modes.Add(mode);
        _features.Add(column);
        _thresholds.Add(threshold);
        _whenTrue.Add(whenTrue);
        _whenFalse.Add(whenFalse);
        _missingIsTrue.Add(missingIsTrue ? 1 : 0);
    }
}
