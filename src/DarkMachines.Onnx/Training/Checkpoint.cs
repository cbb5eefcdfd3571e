using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DarkMachines.Onnx.Training;

/// <summary>
/// The file that a training which was ended goes on from: where it was, and every vector that its steps carry. It is
/// replaced as a whole, so that at any moment there is either the old one or the new one.
/// </summary>
internal sealed class Checkpoint(string path, byte[] training, double seconds)
{
    private const int HashBytes = SHA256.HashSizeInBytes;

    private static readonly byte[] Mark = "DarkMachines training 1\n"u8.ToArray();

    private readonly string _temporary = path + ".tmp";

    private long _written = Stopwatch.GetTimestamp();

    /// <summary>Reads the file, if there is one.</summary>
    /// <exception cref="UserInputException">It is damaged, or that of another training, or there is no such folder.</exception>
    public void Load(TrainingState state, CarriedVectors vectors)
    {
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            throw Unwritable("there is no such folder.");
        if (!File.Exists(path))
            return;
        var bytes = File.ReadAllBytes(path);
        var content = bytes.AsSpan(0, Math.Max(0, bytes.Length - HashBytes));
        if (content.Length < Mark.Length + HashBytes || !content.StartsWith(Mark) || !SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length)))
            throw new UserInputException("checkpoint-damaged", $"'{path}' is not a whole checkpoint of a training.", "Remove it to train from the beginning.");
        if (!content.Slice(Mark.Length, HashBytes).SequenceEqual(training))
        {
            throw new UserInputException(
                "checkpoint-of-another", $"'{path}' is the checkpoint of a training with another network, data, seed or settings.",
                "Remove it to train from the beginning, or name another file.");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, Mark.Length + HashBytes, content.Length - Mark.Length - HashBytes));
        state.Read(reader);
        foreach (var name in vectors.Names)
            ReadNumbers(reader).CopyTo(vectors[name]);
    }

    /// <summary>Writes the file if that was long enough ago.</summary>
    public void SaveIfDue(TrainingState state, CarriedVectors vectors)
    {
        if (Stopwatch.GetElapsedTime(_written).TotalSeconds >= seconds)
            Save(state, vectors);
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="UserInputException">It cannot be written.</exception>
    public void Save(TrainingState state, CarriedVectors vectors)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(Mark);
        writer.Write(training);
        state.Write(writer);
        foreach (var name in vectors.Names)
            WriteNumbers(writer, vectors[name]);
        writer.Write(SHA256.HashData(memory.GetBuffer().AsSpan(0, (int)memory.Length)));
        try
        {
            using (var stream = File.Create(_temporary))
            {
                stream.Write(memory.GetBuffer(), 0, (int)memory.Length);
                stream.Flush(flushToDisk: true);
            }

            File.Move(_temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e.Message, e);
        }

        _written = Stopwatch.GetTimestamp();
    }

    /// <summary>Removes the file, and what a kill left half written: the training is done.</summary>
    public void Remove()
    {
        File.Delete(path);
        File.Delete(_temporary);
    }

    private UserInputException Unwritable(string reason, Exception? cause = null) =>
        new("checkpoint-unwritable", $"'{path}' cannot be written: {reason}", "Name a file in a folder that you may write to.", cause);

    internal static void WriteNumbers(BinaryWriter writer, ReadOnlySpan<float> values)
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    internal static float[] ReadNumbers(BinaryReader reader)
    {
        var values = new float[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
