using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>The hidden layers that options ask for.</summary>
internal static class Hidden
{
    /// <summary>Appends them.</summary>
    public static OnnxTensor Layers(this OnnxTensor x, NetworkOptions options)
    {
        for (var layer = 0; layer < options.Layers; layer++)
            x = x.Dense(options.Units, options.Activation).Dropout(options.Dropout);
        return x;
    }

    /// <summary>The mean of tensors of one shape.</summary>
    public static OnnxTensor Mean(IReadOnlyList<OnnxTensor> members) =>
        members.Count == 1 ? members[0] : members.Aggregate((sum, member) => sum + member) / members.Count;
}
