using System.Runtime.InteropServices;
using DarkMachines;

namespace Native;

public sealed record NoOptions;

[Algorithm("native", "Calls a native library of its own.")]
public sealed partial class Algorithm(NoOptions options) : IAnomalyDetector
{
    private readonly string _text = $"{options.GetType().Name}, checksum {Checksum(0, "123456789"u8.ToArray(), 9):x}";

    public IAnomalyModel Fit(FeatureTable background, FitContext context) => throw new NotSupportedException();

    public override string ToString() => _text;

    // The test puts a copy of a library of the framework there under this name.
    [LibraryImport("plugin-native", EntryPoint = "CompressionNative_Crc32")]
    private static partial uint Checksum(uint start, byte[] bytes, int count);
}
