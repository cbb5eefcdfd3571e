using DarkMachines.Onnx.Format;
using DarkMachines.Testing;
using Google.Protobuf;
using static DarkMachines.Onnx.Tests.TestModel;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx.Tests;

/// <summary>Files made to do harm, or damaged: refused with a sentence, without a crash or a read outside the folder.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../secret")]
    [InlineData("..\\secret")]
    [InlineData("C:\\secret")]
    [InlineData("./secret")]
    [InlineData("")]
    public void Weights_outside_the_folder_are_refused(string location) =>
        Assert.Equal("external-data", Refusal(WithWeight(External(location))).Code);

    [Theory]
    [InlineData("model.onnx\0.bin")]
    [InlineData("\u001b[2J")]
    public void Names_that_would_play_with_the_terminal_are_refused_and_not_printed(string name)
    {
        Assert.DoesNotContain(name, Refusal(WithWeight(External(name))).Message, StringComparison.Ordinal);
        Assert.Equal("model-damaged", Refusal(Linear(3, [1, 2, 3], [0], Matrix(name, null, 1), Node("Sigmoid", ["linear"], [name]))).Code);
    }

    [Fact]
    public void A_linked_folder_is_not_followed()
    {
        var outside = Directory.CreateTempSubdirectory("darkmachines-");
        try
        {
            File.WriteAllBytes(Path.Combine(outside.FullName, "weights"), new byte[4]);
            Directory.CreateSymbolicLink(_folder.PathTo("data"), outside.FullName);

            Assert.Contains("is a link", Refusal(WithWeight(External("data/weights"))).Message, StringComparison.Ordinal);
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public void Weights_outside_the_folder_are_found_in_the_defaults_of_a_function_too()
    {
        var model = Plain();
        model.Functions.Add(new FunctionProto { Name = "f", Domain = "d", AttributeProto = { new AttributeProto { Name = "value", T = External("../secret") } } });

        Assert.Equal("external-data", Refusal(model).Code);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 40)]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_tensor_that_claims_more_than_it_holds_is_refused(long length) =>
        Assert.Contains("claims", Refusal(WithWeight(Floats("w2", [length], 1))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ConstantOfShape")]
    [InlineData("Expand")]
    [InlineData("Tile")]
    public void A_constant_that_asks_for_an_enormous_tensor_is_refused(string name)
    {
        var shape = new TensorProto { Name = "shape", DataType = (int)DataType.Int64, Dims = { 2 }, Int64Data = { 1L << 20, 1L << 20 } };
        var maker = name == "ConstantOfShape" ? Node(name, ["shape"], ["big"]) : Node(name, ["linear", "shape"], ["big"]);
        var model = Linear(3, [1, 2, 3], [0], Matrix("p", null, 1), maker, Node("Sigmoid", ["big"], ["p"])).With(shape);

        Assert.Contains(name, Refusal(model).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConstantOfShape")]
    [InlineData("Tile")]
    public void A_tensor_as_large_as_a_row_says_is_refused(string name)
    {
        var counts = Node("Cast", ["x"], ["counts"], "", Integer("to", (long)DataType.Int64));
        var maker = name == "ConstantOfShape" ? Node(name, ["counts"], ["big"]) : Node(name, ["linear", "counts"], ["big"]);

        Assert.Contains("as a row says", Refusal(Linear(3, [1, 2, 3], [0], Matrix("p", null, 1), counts, maker, Node("Sigmoid", ["big"], ["p"]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_shaped_like_the_rows_is_fine()
    {
        // As exporters write it: zeros of the shape of the linear layer, added to it.
        NodeProto[] nodes = [Node("Shape", ["linear"], ["shape"]), Node("ConstantOfShape", ["shape"], ["zeros"]), Node("Add", ["linear", "zeros"], ["sum"]), Node("Sigmoid", ["sum"], ["p"])];
        using var model = OnnxImport.LoadClassifier(_folder.Write(Linear(3, [1, 2, 3], [0], Matrix("p", null, 1), nodes)));
        var probabilities = new float[2];
        model.PredictProbabilities([1, 1, 1], probabilities);
        Assert.Equal(1 / (1 + Math.Exp(-6)), probabilities[1], 1e-6);
    }

    [Fact]
    public void A_loop_that_never_ends_is_ended()
    {
        // No number of turns, and a condition that stays true.
        var yes = new TensorProto { Name = "yes", DataType = (int)DataType.Bool, Int32Data = { 1 } };
        var body = new GraphProto
        {
            Name = "body",
            Input = { Tensor("turn", DataType.Int64), Tensor("on", DataType.Bool), Matrix("value", null, 1) },
            Output = { Tensor("still-on", DataType.Bool), Matrix("next", null, 1) },
            Node = { Node("Identity", ["on"], ["still-on"]), Node("Neg", ["value"], ["next"]) },
        };
        var loop = Node("Loop", ["", "yes", "linear"], ["looped"], "", new AttributeProto { Name = "body", Type = AttributeProto.Types.AttributeType.Graph, G = body });
        var path = _folder.Write(Linear(3, [1, 2, 3], [0], Matrix("p", null, 1), loop, Node("Sigmoid", ["looped"], ["p"])).With(yes));

        var error = Assert.Throws<UserInputException>(() => OnnxImport.Load(path, new OnnxImportSettings { SecondsPerRun = 1 }));

        Assert.Equal("run-too-large", error.Code);
        Assert.Contains("after 1 seconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_that_doubles_again_and_again_is_ended_before_it_fills_the_memory()
    {
        // Two values, joined to themselves forty times: 8 TiB in the end, from a file of two kilobytes.
        NodeProto[] doubling = [.. Enumerable.Range(0, 40).Select(i => Node("Concat", [$"t{i}", $"t{i}"], [$"t{i + 1}"], "", Integer("axis", 1)))];
        var path = _folder.Write(Linear(3, [1, 2, 3], [0], Matrix("p", null, 1), [Node("Identity", ["linear"], ["t0"]), .. doubling, Node("ReduceMax", ["t40"], ["m"], "", Integers("axes", 1)), Node("Sigmoid", ["m"], ["p"])]));

        var error = Assert.Throws<UserInputException>(() => OnnxImport.Load(path, new OnnxImportSettings { MegabytesPerRun = 256 }));

        Assert.Equal("run-too-large", error.Code);
        Assert.Contains("256 MiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Operators_of_a_library_are_refused_by_name_and_shown_as_missing()
    {
        var model = Linear(3, [1, 2, 3], [0], Matrix("p", null, 1), Node("Decode", ["linear"], ["odd"], "com.somebody"), Node("Sigmoid", ["odd"], ["p"]));
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.somebody", Version = 1 });

        var error = Refusal(model);
        var inspection = OnnxInspection.Of(_folder.Write(model));

        Assert.Equal("custom-operator", error.Code);
        Assert.Contains("Decode of the domain 'com.somebody'", error.Message, StringComparison.Ordinal);
        Assert.Equal(OperatorStatus.Missing, inspection.Operators.Single(o => o.Operator.Name == "Decode").Status);
        Assert.False(inspection.IsUsable);
    }

    [Fact]
    public void An_unknown_operator_is_shown_as_missing()
    {
        var model = Linear(3, [1, 2, 3], [0], Matrix("p", null, 1), Node("NoSuchOperator", ["linear"], ["odd"]), Node("Sigmoid", ["odd"], ["p"]));

        var inspection = OnnxInspection.Of(_folder.Write(model));

        Assert.Equal(OperatorStatus.Missing, inspection.Operators.Single(o => o.Operator.Name == "NoSuchOperator").Status);
        Assert.Contains(inspection.Findings, f => f is { Code: "model-refused", Severity: FindingSeverity.Error });
    }

    [Fact]
    public void Thousands_of_damaged_models_are_read_or_refused_in_one_sentence()
    {
        var models = SmallModels().Select(File.ReadAllBytes).ToArray();
        var random = new RandomStream(seed: 11);
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            var damaged = Damage(models[random.Below(models.Length)], random);
            if (!IsReadable(_folder.Write("damaged.onnx", damaged)))
                refused++;
        }

        // The damage reaches both outcomes, or the test would show little.
        Assert.InRange(refused, 500, 2900);
    }

    // Large forests would take the time of hundreds of small models.
    private static IEnumerable<string> SmallModels()
    {
        string[] folders = [SharedData.PathTo("onnx"), Path.Combine(SharedData.Repository, "onnx-models"), Path.Combine(SharedData.Repository, "tests", "DarkMachines.Onnx.Tests", "models")];
        return folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.onnx", SearchOption.AllDirectories))
            .Where(file => new FileInfo(file).Length < 10_000)
            .Order(StringComparer.Ordinal);
    }

    private static byte[] Damage(byte[] whole, RandomStream random)
    {
        var bytes = (byte[])whole.Clone();
        switch (random.Below(4))
        {
            case 0:
                return bytes[..(1 + random.Below(bytes.Length - 1))];
            case 1:
                var (at, length) = (random.Below(bytes.Length), 1 + random.Below(16));
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + length)..]];
            default:
                for (var n = 1 + random.Below(4); n > 0; n--)
                    bytes[random.Below(bytes.Length)] = (byte)random.Below(256);
                return bytes;
        }
    }

    private static bool IsReadable(string path)
    {
        try
        {
            OnnxInspection.Of(path);
            OnnxImport.Load(path, new OnnxImportSettings { Passes = 2 }).Dispose();
            return true;
        }
        catch (UserInputException e)
        {
            Assert.DoesNotContain('\n', e.Message);
            Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            return false;
        }
    }

    private static ModelProto Plain() => Linear(3, [1, 2, 3], [0], Matrix("p", null, 1), Node("Sigmoid", ["linear"], ["p"]));

    private static ModelProto WithWeight(TensorProto weight) => Plain().With(weight);

    private static TensorProto External(string location) => new()
    {
        Name = "w2",
        DataType = (int)DataType.Float,
        Dims = { 1 },
        DataLocation = TensorProto.Types.DataLocation.External,
        ExternalData = { new StringStringEntryProto { Key = "location", Value = location } },
    };

    private UserInputException Refusal(ModelProto model)
    {
        var path = _folder.Write("hostile.onnx", model.ToByteArray());
        return Assert.Throws<UserInputException>(() => OnnxImport.Load(path));
    }
}
