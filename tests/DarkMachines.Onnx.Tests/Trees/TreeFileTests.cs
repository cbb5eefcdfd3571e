using DarkMachines.Onnx.Format;
using DarkMachines.Onnx.Trees;
using DarkMachines.Testing;
using static DarkMachines.Onnx.Tests.TestModel;
using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Onnx.Tests.Trees;

/// <summary>Trees written to files, and those of files walked here beside the same walked by ONNX Runtime.</summary>
public sealed class TreeFileTests : IDisposable
{
    private const int Columns = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 1, true)]
    [InlineData(3, 3, true)]
    [InlineData(2, 1, false)]
    public void Trees_come_back_as_they_were(int width, int targets, bool isMean)
    {
        var random = new RandomStream(1);
        var trees = new TreeEnsemble([.. Enumerable.Range(0, 20).Select(i => RandomTrees.Grow(random, i * 3, Columns, width))]);
        var path = Save(graph => graph.TreeEnsemble(graph.Rows, trees, isMean, targets));

        var (here, there) = BothWays(path, Questions(random));

        Assert.Equal(there, here);
        var first = new double[trees.Targets];
        Sum(trees, [0, 0, 0], first);
        Assert.Equal(first.Take(targets).Select(sum => (float)(isMean ? sum / 20 : sum)), here.Take(targets));
    }

    [Fact]
    public void Trees_that_take_turns_with_the_targets_come_back()
    {
        var random = new RandomStream(2);
        var trees = new TreeEnsemble([.. Enumerable.Range(0, 9).Select(i => RandomTrees.Grow(random, 40, Columns, 1, i % 3))]);
        var (here, there) = BothWays(Save(graph => graph.TreeEnsemble(graph.Rows, trees, isMean: false, targets: null, 0.5f, 1, -2)), Questions(random));
        Assert.Equal(there, here);
        Assert.Equal(3, here.Length / (Questions(random).Length / Columns));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_large_forest_is_written_in_the_newer_form(int width)
    {
        var random = new RandomStream(3);
        // The last is a leaf alone, which has no form of its own there.
        var trees = new TreeEnsemble([.. Enumerable.Range(0, 12).Select(_ => RandomTrees.Grow(random, 120_000, Columns, width)), new Tree(width)]);
        Assert.True(trees.NodeCount > 1 << 20);
        var path = Save(graph => graph.TreeEnsemble(graph.Rows, trees, isMean: true, targets: 1));

        var file = OnnxFile.Read(path);
        Assert.Contains(new OnnxOpset("ai.onnx.ml", 5), file.Opsets);
        Assert.InRange(file.Size, 0, 13L * trees.NodeCount);
        var (here, there) = BothWays(path, Questions(random));
        Assert.Equal(there.Length, here.Length);
        // ONNX Runtime adds up in float32.
        Assert.All(here.Zip(there), pair => Assert.Equal(pair.First, pair.Second, 1e-5f * Math.Abs(pair.First)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Large_and_small_forests_of_one_graph_have_one_form(bool isLargeFirst)
    {
        var random = new RandomStream(4);
        var large = new TreeEnsemble([.. Enumerable.Range(0, 12).Select(_ => RandomTrees.Grow(random, 120_000, Columns))]);
        var small = new TreeEnsemble([RandomTrees.Grow(random, 5, Columns)]);
        var path = Save(graph =>
        {
            var ofLarge = isLargeFirst ? graph.TreeEnsemble(graph.Rows, large) : null;
            var ofSmall = graph.TreeEnsemble(graph.Rows, small, isMean: false, targets: null, 0.5f);
            return graph.Add(ofLarge ?? graph.TreeEnsemble(graph.Rows, large), ofSmall);
        });
        double[] sums = [0], others = [0];
        Sum(large, [0, 0, 0], sums);
        Sum(small, [0, 0, 0], others);
        var expected = (float)(sums[0] + others[0] + 0.5);
        Assert.Equal(expected, BothWays(path, [0, 0, 0]).Here[0], 1e-5f * expected);
        Assert.Contains(new OnnxOpset("ai.onnx.ml", isLargeFirst ? 5 : 3), OnnxFile.Read(path).Opsets);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pair_of_probabilities_is_made_of_one(bool isLogit)
    {
        var trees = new TreeEnsemble([Stump(isLogit ? [-3f, 80f] : [0.125f, 1.5f])]);
        var path = _folder.PathTo("m.onnx");
        OnnxExport.Save(new Classifier(graph =>
        {
            var second = graph.TreeEnsemble(graph.Rows, trees);
            return isLogit
                ? graph.Concat(1, graph.Sigmoid(graph.Neg(second)), graph.Sigmoid(second))
                : graph.Concat(1, graph.Sub(graph.Scalar(1), second), second);
        }), path);
        Assert.NotNull(FunctionOf(path));
        using var here = OnnxImport.LoadClassifier(path);
        using var there = OnnxImport.LoadClassifier(path, new OnnxImportSettings { TreesByRuntime = true });
        // ONNX Runtime's logistic function is off by a few units of the last place.
        Assert.All(here.Predict(0, 0, 0, 2, 0, 0).Zip(there.Predict(0, 0, 0, 2, 0, 0)), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.Equal(isLogit ? [0.95257413f, 0.047425874f] : [0.875f, 0.125f], here.Predict(0, 0, 0));
        Assert.All(here.Predict(2, 0, 0).Zip([0f, 1f]), pair => Assert.Equal(pair.Second, pair.First, 1e-30f));
    }

    [SharedTheory("onnx")]
    [InlineData("dm_astro_forest", 4)]
    public void A_forest_of_scikit_learn_is_walked_here(string name, int columns)
    {
        var path = SharedData.PathTo("onnx", $"{name}.onnx");
        Assert.NotNull(FunctionOf(path));
        var rows = Normals(new RandomStream(5), 500 * columns);
        using var here = OnnxImport.LoadClassifier(path);
        using var there = OnnxImport.LoadClassifier(path, new OnnxImportSettings { TreesByRuntime = true });
        Assert.All(here.Predict(rows).Zip(there.Predict(rows)), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Theory]
    [InlineData("BRANCH_LEQ", true)]
    [InlineData("BRANCH_LT", true)]
    [InlineData("BRANCH_GTE", false)]
    [InlineData("BRANCH_NEQ", false)]
    public void Values_at_the_threshold_go_the_way_of_ONNX_Runtime(string mode, bool isWalkedHere)
    {
        var path = Save(Node(mode: mode));
        Assert.Equal(isWalkedHere, FunctionOf(path) is not null);
        float[] values = [1, MathF.BitDecrement(1), MathF.BitIncrement(1), 0, -0f, 5, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        var (here, there) = BothWays(path, [.. values.SelectMany(value => new[] { value, value, value })]);
        Assert.Equal(there, here);
    }

    [Fact]
    public void What_are_no_trees_is_not_walked_here()
    {
        Assert.NotNull(TreeAttributes.Read(Node(), Columns));
        Assert.Null(TreeAttributes.Read(Node(whenTrue: [0, 0, 0]), Columns)); // A circle.
        Assert.Null(TreeAttributes.Read(Node(whenTrue: [2, 0, 0]), Columns)); // Two ways to one leaf, and none to the other.
        Assert.Null(TreeAttributes.Read(Node(whenTrue: [7, 0, 0]), Columns)); // A way out of the tree.
        Assert.Null(TreeAttributes.Read(Node(whenTrue: [-1, 0, 0]), Columns));
        Assert.Null(TreeAttributes.Read(Node(whenTrue: [1L << 40, 0, 0]), Columns));
        Assert.Null(TreeAttributes.Read(Node(column: 3), Columns));
        Assert.Null(TreeAttributes.Read(Node(column: -1), Columns));
        Assert.Null(TreeAttributes.Read(Node(column: 1L << 40), Columns));
        Assert.Null(TreeAttributes.Read(Node(threshold: float.NaN), Columns));
        Assert.Null(TreeAttributes.Read(Node(ids: [0, 2, 1]), Columns));
        Assert.Null(TreeAttributes.Read(Node(target: 1), Columns));
        Assert.Null(TreeAttributes.Read(Node(leafIds: [1, 9]), Columns));
        Assert.Null(TreeAttributes.Read(Node(leafIds: [1, 1]), Columns)); // A leaf without a value.
        Assert.Null(TreeAttributes.Read(Node(missingIsTrue: 1), Columns));
    }

    [Fact]
    public void Damaged_trees_are_refused_or_read_but_never_break()
    {
        var random = new RandomStream(7);
        var trees = new TreeEnsemble([.. Enumerable.Range(0, 3).Select(_ => RandomTrees.Grow(random, 6, Columns))]);
        var read = 0;
        for (var trial = 0; trial < 4000; trial++)
        {
            var isNew = trial % 2 == 0;
            var node = NodeOf(isNew ? TreeTensors.Of(trees, 1, isMean: true) : TreeAttributes.Of(trees, 1, isMean: true, []));
            var lists = node.Attribute.Where(attribute => attribute.Ints.Count > 0).ToArray();
            var list = lists[random.Below(lists.Length)].Ints;
            var place = random.Below(list.Count);
            if (random.Below(5) == 0)
                list.RemoveAt(place);
            else
                list[place] = random.Below(3) == 0 ? random.Below(1000) - 500 : list[random.Below(list.Count)];
            if ((isNew ? TreeTensors.Read(node, Columns) : TreeAttributes.Read(node, Columns)) is not { } sum)
                continue;
            read++;
            var outputs = new float[10 * sum.Trees.Targets];
            sum.Write(Normals(random, 10 * Columns), Columns, outputs);
            Assert.All(outputs, output => Assert.True(float.IsFinite(output)));
        }

        Assert.InRange(read, 100, 3900);
    }

    private static float[] Questions(RandomStream random)
    {
        var rows = Grid(random, 400 * Columns, size: 7);
        rows.AsSpan(0, Columns).Clear();
        (rows[5], rows[10], rows[15]) = (float.NaN, float.PositiveInfinity, float.NegativeInfinity);
        return rows;
    }

    private static void Sum(TreeEnsemble trees, float[] row, double[] sums)
    {
        var leaves = new ValueSums(trees, sums);
        trees.Visit(row, row.Length, ref leaves);
    }

    private static Tree Stump(params float[] values)
    {
        var tree = new Tree(width: 1);
        var first = tree.Split(0, column: 0, threshold: 1);
        (tree.ValuesOf(first)[0], tree.ValuesOf(first + 1)[0]) = (values[0], values[1]);
        return tree;
    }

    // A split of column 0 at 1 into leaves that give 10 and 20, with something changed.
    private static NodeProto Node(
        string mode = "BRANCH_LEQ", long column = 0, float threshold = 1, long[]? whenTrue = null, long[]? ids = null, long[]? leafIds = null, long target = 0, long missingIsTrue = 0) =>
        TestModel.Node(
            "TreeEnsembleRegressor", ["x"], ["y"], "ai.onnx.ml",
            Integers("nodes_treeids", 0, 0, 0),
            Integers("nodes_nodeids", ids ?? [0, 1, 2]),
            Integers("nodes_featureids", column, 0, 0),
            Floats("nodes_values", threshold, 0, 0),
            Texts("nodes_modes", mode, "LEAF", "LEAF"),
            Integers("nodes_truenodeids", whenTrue ?? [1, 0, 0]),
            Integers("nodes_falsenodeids", 2, 0, 0),
            Integers("nodes_missing_value_tracks_true", missingIsTrue, 0, 0),
            Integers("target_treeids", 0, 0),
            Integers("target_nodeids", leafIds ?? [1, 2]),
            Integers("target_ids", target, 0),
            Floats("target_weights", 10, 20),
            Integer("n_targets", 1));

    private static NodeProto NodeOf(OnnxAttribute[] attributes) => new() { Attribute = { attributes.Select(GraphWriter.Attribute) } };

    private static TreeFunction? FunctionOf(string path)
    {
        var file = OnnxFile.Read(path);
        var plan = ImportPlan.Of(file, Declarations.Of(file, new OnnxImportSettings()));
        return TreeFunction.Of(file, plan.Input, plan.Output.Tensor);
    }

    private string Save(NodeProto node)
    {
        var path = _folder.PathTo("m.onnx");
        File.WriteAllBytes(path, Google.Protobuf.MessageExtensions.ToByteArray(Of(Matrix("x", null, Columns), Matrix("y", null, 1), node)));
        return path;
    }

    private string Save(Func<OnnxGraphBuilder, OnnxTensor> answer)
    {
        var path = _folder.PathTo("m.onnx");
        OnnxExport.Save(new Surrogate(answer), path);
        return path;
    }

    private static (float[] Here, float[] There) BothWays(string path, float[] rows)
    {
        return (Predict(new OnnxImportSettings()), Predict(new OnnxImportSettings { TreesByRuntime = true }));

        float[] Predict(OnnxImportSettings settings)
        {
            using var model = Assert.IsType<OnnxSurrogate>(OnnxImport.Load(path, settings));
            var predictions = new float[rows.Length / Columns * model.Outputs.Count];
            model.Predict(rows, predictions, new float[predictions.Length]);
            return predictions;
        }
    }

    private static Feature[] Names { get; } = [new("a"), new("b"), new("c")];

    private sealed class Surrogate(Func<OnnxGraphBuilder, OnnxTensor> answer) : ISurrogateModel, IOnnxExportable
    {
        public IReadOnlyList<Feature> Features => Names;

        public IReadOnlyList<Feature> Outputs => [];

        public IReadOnlyList<ValidRange> ValidRanges => [.. Names.Select(_ => new ValidRange(0, 1))];

        public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties) => throw new NotSupportedException();

        public void WriteTo(OnnxGraphBuilder graph) => graph.Values(answer(graph));
    }

    private sealed class Classifier(Func<OnnxGraphBuilder, OnnxTensor> answer) : IClassifierModel, IOnnxExportable
    {
        public IReadOnlyList<Feature> Features => Names;

        public IReadOnlyList<string> Classes => ["0", "1"];

        public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities) => throw new NotSupportedException();

        public void WriteTo(OnnxGraphBuilder graph) => graph.Probabilities(answer(graph));
    }
}
