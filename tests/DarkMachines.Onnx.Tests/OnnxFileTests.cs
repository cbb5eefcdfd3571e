using DarkMachines.Onnx.Format;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using static DarkMachines.Onnx.Tests.TestModel;

namespace DarkMachines.Onnx.Tests;

public sealed class OnnxFileTests : IDisposable
{
    private static readonly ModelProto Small = Linear(3, [1, 2, 3], [0.5f], Matrix("p", null, 1), Node("Sigmoid", ["linear"], ["p"]));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_file_a_folder_and_an_empty_file_are_told_apart()
    {
        Assert.Equal("model-not-found", Refusal(_folder.PathTo("none.onnx")).Code);
        Assert.Equal("model-not-found", Refusal(_folder.PathTo("none/none.onnx")).Code);
        Assert.Equal("model-unreadable", Refusal(_folder.PathTo("")).Code);
        Assert.Equal("model-empty", Refusal(_folder.Write("empty.onnx", "")).Code);
    }

    [Theory]
    [InlineData("PK\u0003\u0004 a PyTorch archive")]
    [InlineData("x0,x1,x2\n1,2,3\n")]
    [InlineData("{ \"schema\": 1 }")]
    public void A_file_of_another_format_is_refused(string text) =>
        Assert.Equal("not-onnx", Refusal(_folder.Write("model.onnx", text)).Code);

    [Fact]
    public void Random_bytes_are_refused() => Check.QuickThrowOnFailure(
        Prop.ForAll<byte[]>(bytes => bytes.Length == 0 || Refusal(_folder.Write("random.onnx", bytes)) is not null));

    [Fact]
    public void A_model_cut_short_anywhere_is_refused()
    {
        // With one operator set: of several the last could be lost unseen, as the format has no mark for its end.
        var model = Small.Clone();
        model.OpsetImport.RemoveAt(1);
        var whole = model.ToByteArray();
        for (var length = 1; length < whole.Length; length++)
            Assert.Contains(Refusal(_folder.Write("cut.onnx", whole[..length])).Code, new[] { "model-damaged", "not-onnx" });
    }

    [Fact]
    public void A_model_with_a_changed_byte_loads_or_is_refused_in_one_sentence()
    {
        var whole = Small.ToByteArray();
        var random = new RandomStream(seed: 3);
        for (var i = 0; i < 400; i++)
        {
            var changed = (byte[])whole.Clone();
            changed[random.Below(whole.Length)] = (byte)random.Below(256);
            var path = _folder.Write("changed.onnx", changed);
            try
            {
                OnnxImport.LoadClassifier(path).Dispose();
            }
            catch (UserInputException e)
            {
                Assert.DoesNotContain('\n', e.Message);
                Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_graph_nested_deeper_than_the_limit_is_refused()
    {
        var model = Small.Clone();
        for (var depth = 0; depth < 200; depth++)
            model.Graph = new GraphProto { Node = { Node("If", [], ["p"], "", new AttributeProto { Name = "then_branch", G = model.Graph }) }, Output = { Matrix("p", null, 1) } };

        Assert.Equal("model-damaged", Refusal(_folder.Write(model)).Code);
    }

    [Fact]
    public void Opsets_metadata_and_weights_are_read_as_the_format_means_them()
    {
        var model = Small.Clone();
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx", Version = 15 });
        model.MetadataProps.Add(new StringStringEntryProto { Key = "author", Value = "somebody" });
        model.Graph.Input.Add(Matrix("w", 3, 1));

        var file = OnnxFile.Read(_folder.Write(model));

        Assert.Equal([new OnnxOpset("ai.onnx", 15), new OnnxOpset("ai.onnx.ml", 2)], file.Opsets);
        Assert.Equal("somebody", file.Metadata["author"]);
        Assert.Equal("x", Assert.Single(file.Inputs).Name);
        Assert.Equal([new OnnxOperator("ai.onnx", "Gemm", 1), new OnnxOperator("ai.onnx", "Sigmoid", 1)], file.Operators);
    }

    [Fact]
    public void Fields_that_the_schema_here_leaves_out_survive_a_round_trip()
    {
        // Field 5, model_version, 77; field 6, doc_string, "kept".
        byte[] extra = [0x28, 77, 0x32, 4, .. "kept"u8];

        var written = ModelProto.Parser.ParseFrom([.. Small.ToByteArray(), .. extra]).ToByteArray();

        Assert.NotEqual(-1, written.AsSpan().IndexOf(extra.AsSpan()));
    }

    private static UserInputException Refusal(string path) => Assert.Throws<UserInputException>(() => OnnxFile.Read(path));
}
