using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>A trained flow with its tensors.</summary>
/// <param name="Trained">The network.</param>
/// <param name="X">Its input: columns moved to mean zero and spread one.</param>
/// <param name="LogDensity">The log density of those.</param>
/// <param name="Couplings">The couplings, in order.</param>
/// <param name="Bound">How far splines reach.</param>
internal sealed record TrainedFlow(TrainedNetwork Trained, OnnxTensor X, OnnxTensor LogDensity, IReadOnlyList<Coupling> Couplings, double Bound)
{
    /// <summary>Rows from standard normal numbers, in another graph.</summary>
    public OnnxTensor Invert(OnnxTensor normals)
    {
        foreach (var coupling in Couplings.Reverse())
            normals = coupling.Invert(Trained, normals, Bound);
        return normals;
    }
}
