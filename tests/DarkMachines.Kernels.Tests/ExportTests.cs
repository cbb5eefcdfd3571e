using DarkMachines.Onnx;
using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Kernels.Tests;

/// <summary>What the conformance suite's small problem does not reach: many blocks, weights, rows far out or not finite.</summary>
public class ExportTests
{
    [Theory]
    [InlineData(KernelShape.Gaussian, KernelCovariance.Diagonal)]
    [InlineData(KernelShape.Gaussian, KernelCovariance.Full)]
    [InlineData(KernelShape.Epanechnikov, KernelCovariance.Diagonal)]
    public void Exports_of_many_blocks_answer_as_the_models_do(KernelShape kernel, KernelCovariance covariance)
    {
        var random = new RandomStream(1);
        var table = Table(3, Normals(random, 3 * 6000), [.. Grid(random, 6000).Select(weight => weight + 1)]);
        var model = new Kde(new KdeOptions { Kernel = kernel, Covariance = covariance }).Fit(table, new FitContext(1));
        float[] queries = [.. Normals(random, 3 * 40), .. Normals(random, 3 * 10).Select(value => value * 1e4f), float.NaN, 0, 0, 0, float.PositiveInfinity, 0];
        var path = Path.GetTempFileName();
        try
        {
            OnnxExport.Save(model, path);
            using var imported = (OnnxDensity)OnnxImport.Load(path);
            var answers = imported.LogDensities(queries);
            Assert.All(model.LogDensities(queries), (expected, i) => Assert.True(
                expected.Equals(answers[i]) || Math.Abs(expected - answers[i]) <= 1e-5 * Math.Max(1, Math.Abs(expected)),
                $"Answer {i} is {expected}, that of the export {answers[i]}."));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
