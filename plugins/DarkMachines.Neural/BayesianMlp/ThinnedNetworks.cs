using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>The networks whose answers make up a distribution: each member of the ensemble, thinned in several ways if there is dropout.</summary>
internal sealed record ThinnedNetworks(TrainedNetwork Trained, Examples Examples, OnnxTensor X, DropoutNoise Noise, int Passes, ulong Seed)
{
    /// <summary>Writes the same tensors of every member, once for each pass.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="ofMembers">The tensors of each member.</param>
    /// <returns>For each member and pass those tensors.</returns>
    public OnnxTensor[][] Write(OnnxGraphBuilder graph, IReadOnlyList<OnnxTensor[]> ofMembers)
    {
        var rows = Examples.Scaling.Apply(graph.Rows);
        var written = new List<OnnxTensor[]>();
        for (var pass = 0; pass < Passes; pass++)
        {
            (OnnxTensor, OnnxTensor)[] values = [(X, rows), .. Noise.Draw(graph, new RandomStream(Seed, (ulong)pass))];
            written.AddRange(ofMembers.Select(tensors => Array.ConvertAll(tensors, tensor => Trained.Write(graph, tensor, values))));
        }

        return [.. written];
    }
}
