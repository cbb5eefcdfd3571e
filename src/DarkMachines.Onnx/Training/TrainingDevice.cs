using Microsoft.ML.OnnxRuntime;

namespace DarkMachines.Onnx.Training;

/// <summary>Where a network is trained.</summary>
public enum TrainingDevice
{
    /// <summary>On the processor.</summary>
    Cpu,

    /// <summary>On the first NVIDIA device, through ONNX Runtime's CUDA provider.</summary>
    Cuda,
}

/// <summary>Chooses devices.</summary>
internal static class TrainingDevices
{
    /// <summary>Adds the device to the options of a session.</summary>
    /// <exception cref="UserInputException">The provider's library is not there.</exception>
    public static void Use(this SessionOptions options, TrainingDevice device)
    {
        if (device == TrainingDevice.Cpu)
            return;
        try
        {
            options.AppendExecutionProvider_CUDA(0);
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            throw new UserInputException(
                "no-cuda",
                "This ONNX Runtime has no CUDA provider, or finds no CUDA device: a network cannot be trained there.",
                "Train on the processor, or build with -p:OnnxRuntimeSource=nuget-gpu on a machine with CUDA.",
                e);
        }
    }
}
