using DarkMachines.Onnx;
using DarkMachines.Testing;

namespace DarkMachines.Neural.Tests;

public class AutoencoderTests
{
    private const int Columns = 4;

    [Fact]
    public void Rows_on_a_curve_are_restored_from_one_number()
    {
        var rows = Curve(400, stream: 0);
        using var model = new Autoencoder(new AutoencoderOptions { Latent = 1, Units = 32, Epochs = 150 }).Fit(rows, new FitContext(1));
        Assert.Equal(1, model.LatentCount);
        var (on, off) = (model.Scores(Curve(200, stream: 1).Values.ToArray()).Average(), model.Scores(OffTheCurve()).Average());
        // The best line would leave about half.
        Assert.True(on < 0.1 && off > 10 * on, FormattableString.Invariant($"{on} on the curve, {off} off it"));
    }

    [Fact]
    public void A_score_by_divergence_or_radius_rises_along_the_latent_direction()
    {
        foreach (var score in new[] { VaeScore.Divergence, VaeScore.Radius, VaeScore.Sum })
        {
            using var model = new Vae(new VaeOptions { Latent = 1, Units = 16, Epochs = 60, Score = score }).Fit(Line(300), new FitContext(2));
            var scores = model.Scores([0, 0, 2, 2, 6, 6]);
            Assert.True(scores[0] < scores[1] && scores[1] < scores[2], $"{score}: {string.Join(", ", scores)}");
        }
    }

    [Fact]
    public void The_divergence_is_that_of_the_latent_distribution()
    {
        using var model = new BetaVae(new BetaVaeOptions { Latent = 2, Units = 8, Epochs = 10, Score = VaeScore.Divergence }).Fit(Line(100), new FitContext(3));
        var distribution = new float[4];
        model.EncodeDistribution([1, 2], distribution);
        var expected = Enumerable.Range(0, 2).Sum(k => 0.5 * (distribution[k] * distribution[k] + Math.Exp(distribution[k + 2]) - distribution[k + 2] - 1));
        Assert.Equal(expected, model.Scores([1, 2])[0], 1e-5);
        var latent = new float[2];
        model.Encode([1, 2], latent);
        Assert.Equal(distribution[..2], latent);
    }

    [Fact]
    public void Events_generated_from_a_buffer_are_spread_as_the_buffer()
    {
        // Two clumps, which a draw from one normal distribution would fill the gap between.
        var random = new RandomStream(4);
        var values = Enumerable.Range(0, 600).SelectMany(i => new[] { (i % 2 == 0 ? -5f : 5f) + (float)random.Normal(), (float)random.Normal() }).ToArray();
        var table = TestTables.Table(2, values);
        using var model = new BetaVae(new BetaVaeOptions { Latent = 2, Units = 32, Epochs = 60, Beta = 1e-3 }).Fit(table, new FitContext(4));
        var events = model.Generate(table, 1000, new RandomStream(5));
        var first = Enumerable.Range(0, 1000).Select(i => events.Row(i)[0]).ToArray();
        Assert.Equal(1000, events.RowCount);
        Assert.InRange(first.Count(value => value > 0), 400, 600);
        Assert.True(first.Count(value => Math.Abs(value) < 1.5) < 30);
        Assert.Throws<ArgumentException>(() => model.Generate(table.SliceRows(0, 0), 1, random));
    }

    [Fact]
    public void Deep_svdd_scores_what_is_unlike_the_training_above_it()
    {
        using var model = new DeepSvdd(new DeepSvddOptions { Units = 16, Epochs = 30 }).Fit(Curve(400, stream: 0), new FitContext(6));
        var near = model.Scores(Curve(200, stream: 1).Values.ToArray());
        var off = model.Scores(OffTheCurve());
        Assert.InRange(near.Average(), 0.5, 2);
        Assert.True(off.Order().ElementAt(off.Length / 2) > near.Order().ElementAt(near.Length * 9 / 10));
    }

    [Theory]
    [InlineData(VaeScore.Reconstruction, ModelKind.Autoencoder)]
    [InlineData(VaeScore.Divergence, ModelKind.AnomalyDetector)]
    [InlineData(VaeScore.Radius, ModelKind.AnomalyDetector)]
    [InlineData(VaeScore.Sum, ModelKind.AnomalyDetector)]
    public void An_export_scores_as_the_model_by_any_score(VaeScore score, ModelKind kind)
    {
        var (rows, context) = (Curve(200, stream: 0), new FitContext(5));
        using var vae = new Vae(new VaeOptions { Units = 8, Epochs = 10, Score = score }).Fit(rows, context);
        using var betaVae = new BetaVae(new BetaVaeOptions { Units = 8, Epochs = 10, Score = score }).Fit(rows, context);
        foreach (var model in new[] { vae, betaVae })
        {
            using var imported = ReadBack(model);
            Assert.Equal(kind, imported.Kind);
            float[] expected = model.Scores(OffTheCurve()), actual = ((IAnomalyModel)imported).Scores(OffTheCurve());
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(expected.Average(), pair.First)));
        }
    }

    private static OnnxModel ReadBack(IModel model)
    {
        var path = Path.Combine(Path.GetTempPath(), $"darkmachines-{Guid.NewGuid():N}.onnx");
        try
        {
            OnnxExport.Save(model, path);
            return OnnxImport.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static FeatureTable Line(int rows)
    {
        var random = new RandomStream(9);
        return TestTables.Table(2, [.. Enumerable.Range(0, rows).SelectMany(_ =>
        {
            var t = (float)random.Normal();
            return new[] { t, t + 0.1f * (float)random.Normal() };
        })]);
    }

    private static FeatureTable Curve(int rows, ulong stream)
    {
        var random = new RandomStream(7, stream);
        return TestTables.Table(Columns, [.. Enumerable.Range(0, rows).SelectMany(_ =>
        {
            var t = 4 * random.Uniform() - 2;
            return new[] { (float)t, (float)Math.Sin(2 * t), (float)(t * t), (float)Math.Cos(t) };
        })]);
    }

    // The same columns, each shuffled on its own.
    private static float[] OffTheCurve()
    {
        var rows = Curve(200, stream: 1);
        var random = new RandomStream(8);
        return [.. Enumerable.Range(0, 200 * Columns).Select(i => rows.Row(random.Below(200))[i % Columns])];
    }
}
