using DarkMachines.Challenges.Surrogates.Networks;
using DarkMachines.Data;
using DarkMachines.Onnx;
using DarkMachines.Testing;

namespace DarkMachines.Challenges.Tests.Surrogates;

/// <summary>Networks that others published give their published answers, here and as ONNX.</summary>
public sealed class PublishedNetworkTests : IDisposable
{
    private static readonly string Golden = SharedData.PathTo("data", "optimisation", "mssm7_golden.csv");

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("darkmachines-").FullName, "network.onnx");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [SharedTheory("data/susy/deepxs")]
    [InlineData("c1c1")]
    [InlineData("n2n2")]
    public void DeepXs_gives_its_published_cross_sections(string process)
    {
        var weights = (string part) => SharedData.PathTo("data", "susy", "deepxs", $"{process}_{part}_weights.txt");
        var model = process == "c1c1" ? DeepXs.Charginos(weights("LO"), weights("K")) : DeepXs.Neutralinos(weights("LO"), weights("K"));
        var (points, published) = Columns(SharedData.PathTo("data", "susy", "deepxs", $"{process}_test.csv"), model.Features, "NLO_pred_pb");
        Assert.Equal(10_000, published.Length);
        var (leadingOrder, factor) = ((NetworkSurrogate)model.Factors.First, (NetworkSurrogate)model.Factors.Second);
        Assert.All(points.Zip(published), pair => Assert.Equal(1, leadingOrder.Predict(pair.First) * factor.Predict(pair.First) / pair.Second, 2e-5));

        // In single precision, which the difference of squares suffers from most.
        OnnxExport.Save(model, _path);
        using var exported = (OnnxSurrogate)OnnxImport.Load(_path);
        Assert.All(Predict(exported, points).Zip(published), pair => Assert.Equal(1, pair.First / pair.Second, 1e-4));
        Assert.All(Predict(model, points[..100]).Zip(Predict(exported, points[..100])), pair => Assert.Equal(1, pair.First / pair.Second, 2e-5));
    }

    [SharedTheory("data/optimisation")]
    [InlineData("mssm7", "logL", 500)]
    [InlineData("lcdm", "minus_logL", 500)]
    public void Likelihood_networks_give_their_recorded_answers(string name, string output, int rows)
    {
        var file = (string kind) => SharedData.PathTo("data", "optimisation", $"{name}_{kind}");
        var model = LikelihoodNetwork.Read(file("weights.txt"), file("scaling.csv"), output);
        var (points, expected) = Columns(file("golden.csv"), model.Features, output);
        Assert.True(expected.Length >= rows);
        Assert.All(points.Zip(expected), pair => Assert.Equal(0, (((NetworkSurrogate)model).Predict(pair.First) - pair.Second) / Math.Max(1, Math.Abs(pair.Second)), 1e-4));

        OnnxExport.Save(model, _path);
        using var exported = (OnnxSurrogate)OnnxImport.Load(_path);
        Assert.All(Predict(exported, points).Zip(expected), pair => Assert.Equal(0, (pair.First - pair.Second) / Math.Max(1, Math.Abs(pair.Second)), 1e-4));
        Assert.Equal(model.ValidRanges, exported.ValidRanges);
    }

    [SharedFact("onnx/mssm7_log_likelihood.onnx", "data/optimisation/mssm7_golden.csv")]
    public void The_likelihood_of_the_MSSM7_runs_as_others_exported_it()
    {
        using var model = (OnnxSurrogate)OnnxImport.Load(SharedData.PathTo("onnx", "mssm7_log_likelihood.onnx"));
        Feature[] parameters = [.. File.ReadLines(Golden).First().Split(',').SkipLast(1).Select(name => new Feature(name))];
        var (points, expected) = Columns(Golden, parameters, "logL");
        Assert.All(Predict(model, points).Zip(expected), pair => Assert.Equal(1, pair.First / pair.Second, 1e-4));
    }

    [Theory]
    [InlineData("layer 1 1\n", "Line 1")]
    [InlineData("# x\nlayer 2 1 linear\n1\n2\n", "Line 5 of the weights")]
    [InlineData("layer 1 2 selu\n1 2\n0 a\n", "Line 3")]
    [InlineData("layer 1 2 selu\n1 2\n0 0\nlayer 1 1 linear\n1\n0\n", "Line 4 of the weights")]
    [InlineData("", "has no layer")]
    public void Malformed_weights_are_refused_with_their_line(string text, string message)
    {
        File.WriteAllText(_path, text);
        var error = Assert.Throws<UserInputException>(() => DeepXs.Charginos(_path, _path));
        Assert.Equal("weights-malformed", error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static float[] Predict(ISurrogateModel model, double[][] points)
    {
        var predictions = new float[points.Length];
        model.Predict([.. points.SelectMany(point => point).Select(value => (float)value)], predictions, new float[points.Length]);
        return predictions;
    }

    private static (double[][] Points, double[] Values) Columns(string path, IReadOnlyList<Feature> parameters, string value)
    {
        var names = File.ReadLines(path).First().Split(',');
        var rows = DelimitedNumbers.Read(path, new DelimitedFormat(names.Length, ',', HasHeader: true)).Select(row => row.Values).ToArray();
        int[] places = [.. parameters.Select(parameter => Array.IndexOf(names, parameter.Name))];
        return ([.. rows.Select(row => places.Select(place => row[place]).ToArray())], [.. rows.Select(row => row[Array.IndexOf(names, value)])]);
    }
}
