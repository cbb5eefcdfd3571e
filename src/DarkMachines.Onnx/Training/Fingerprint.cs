using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf;

namespace DarkMachines.Onnx.Training;

/// <summary>Tells one training from another: by its graph, first parameters, data, the seed, and the settings that its result depends on.</summary>
internal static class Fingerprint
{
    private const int RowsAtOnce = 1024;

    public static byte[] Of(StepGraph graph, ReadOnlySpan<float> parameters, TrainingData data, TrainingSettings settings, ulong seed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(graph.Model.ToByteArray());
        hash.AppendData(MemoryMarshal.AsBytes(parameters));
        // As their own types: what a setting is declared as does not show all its properties.
        object[] parts = [settings with { Checkpoint = null, CheckpointSeconds = 0, KeepsBestWhenStopped = false }, settings.Optimiser, settings.LearningRate, seed];
        foreach (var part in parts)
            hash.AppendData(Encoding.UTF8.GetBytes(part.GetType().Name + JsonSerializer.Serialize(part)));
        foreach (var (_, source) in graph.Data)
            Append(hash, data, source.Name);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, TrainingData data, string input)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(input));
        var values = new float[RowsAtOnce * data.Width(input)];
        for (var start = 0; start < data.Rows; start += RowsAtOnce)
        {
            int[] rows = [.. Enumerable.Range(start, Math.Min(RowsAtOnce, data.Rows - start))];
            data.Copy(input, rows, values);
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan(0, rows.Length * data.Width(input))));
        }
    }
}
