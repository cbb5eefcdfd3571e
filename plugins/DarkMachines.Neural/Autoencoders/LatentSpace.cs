using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>A trained network with its tensors: columns moved to spread one, latent values, and the same columns restored.</summary>
internal sealed record LatentSpace(TrainedNetwork Trained, OnnxTensor X, OnnxTensor Latent, OnnxTensor Restored)
{
    private const int MostByDefault = 32;

    /// <summary>Latent values of a row.</summary>
    public int Count => (int)Latent.Shape[^1]!.Value;

    /// <summary>The number of latent values that an option asks for.</summary>
    public static int Size(int option, int columns) => option > 0 ? option : Math.Min((columns + 2) / 3, MostByDefault);
}
