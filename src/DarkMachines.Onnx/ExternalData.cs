using System.Globalization;
using DarkMachines.Onnx.Format;
using Google.Protobuf;

namespace DarkMachines.Onnx;

/// <summary>
/// Weights that a file keeps in other files. They are read here, never by ONNX Runtime, and only from ordinary files in
/// the model's own folder or below it: a model must not make us read anything else.
/// </summary>
internal static class ExternalData
{
    private const long MostBytes = int.MaxValue;

    /// <summary>Takes such weights into the model.</summary>
    /// <param name="path">The model's file.</param>
    /// <param name="model">The model, which is changed.</param>
    /// <returns>The files read, relative to the model's folder.</returns>
    /// <exception cref="UserInputException">A file is missing, too short, or not in the folder.</exception>
    public static IReadOnlyList<string> TakeIn(string path, ModelProto model)
    {
        var locations = new SortedSet<string>(StringComparer.Ordinal);
        var total = 0L;
        foreach (var tensor in ModelTensors.Of(model))
        {
            if (tensor.DataLocation != TensorProto.Types.DataLocation.External && tensor.ExternalData.Count == 0)
                continue;
            var location = Entry(tensor, "location") ?? "";
            var length = WeightCheck.ByteCount(path, tensor);
            if ((total += length) > MostBytes)
                throw new UserInputException("external-data", $"'{path}' keeps more than 2 GiB of weights in other files; that is the most that is read.", "Export a smaller model.");
            tensor.RawData = ByteString.CopyFrom(Read(path, location, Offset(path, tensor), length));
            tensor.ExternalData.Clear();
            tensor.ClearDataLocation();
            locations.Add(location);
        }

        return [.. locations];
    }

    private static byte[] Read(string path, string location, long offset, long length)
    {
        var file = Resolve(path, location);
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!stream.CanSeek || offset + length > stream.Length)
                throw Refused(path, location, FormattableString.Invariant($"is too short: {length} bytes from byte {offset} are asked for"), "Copy the file again.");
            var bytes = new byte[length];
            stream.Position = offset;
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, location, "cannot be read", "Copy it beside the model.", e);
        }
    }

    // The path must be a plain one below the folder, and no step of it a link, which may lead anywhere.
    private static string Resolve(string path, string location)
    {
        var steps = location.Split('/', '\\');
        if (location.Length == 0 || Path.IsPathRooted(location) || location.Contains(':', StringComparison.Ordinal) || steps.Any(step => step is "" or "." or ".."))
            throw Refused(path, location, "is not a plain path within the model's folder", "Save the model again with its weights inside: onnx.save(onnx.load(path), path).");

        var file = Path.GetDirectoryName(Path.GetFullPath(path))!;
        foreach (var step in steps)
        {
            file = Path.Combine(file, step);
            if (new FileInfo(file).LinkTarget is not null)
                throw Refused(path, location, "is a link or lies behind one", "Copy the file itself beside the model.");
        }

        return File.Exists(file) ? file : throw Refused(path, location, "is not there, or no file", "Copy it beside the model.");
    }

    private static long Offset(string path, TensorProto tensor)
    {
        var text = Entry(tensor, "offset") ?? "0";
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset <= long.MaxValue - MostBytes
            ? offset
            : throw Refused(path, Entry(tensor, "location") ?? "", "has no sensible offset", "Export the model again.");
    }

    private static string? Entry(TensorProto tensor, string key) =>
        tensor.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;

    private static UserInputException Refused(string path, string location, string because, string remedy, Exception? inner = null) =>
        new("external-data", $"'{path}' keeps weights in another file, and '{location}' {because}.", remedy, inner);
}
