using DarkMachines.Onnx.Format;

namespace DarkMachines.Onnx;

/// <summary>
/// Refuses what the memory cannot hold before it is asked for: a system that runs out of memory ends the process without a word.
/// The needs are rough, measured on forests of 2 to 40 million nodes, and meant to be too low rather than too high.
/// </summary>
internal static class MemoryNeed
{
    // The bytes read, and what is made of them.
    private const int BytesPerByteOfFile = 3;

    // The nodes as they stand in a file, as the trees that they make, and these one after the other.
    private const int BytesPerNodeHere = 60;

    // What ONNX Runtime makes of a node told by attributes, its kind as a word, and of a split told by tensors.
    private const int BytesPerNodeOfAttributes = 600;
    private const int BytesPerSplitOfTensors = 500;

    /// <exception cref="UserInputException">The file is too large to read.</exception>
    public static void OfFile(string path, string what, long length) => Check(path, what, BytesPerByteOfFile * length);

    /// <exception cref="UserInputException">The trees are too many to be walked here.</exception>
    public static void OfTrees(string path, NodeProto trees)
    {
        var (nodes, splits) = Count(trees);
        Check(path, "model", Environment.WorkingSet + (nodes + 2 * splits) * BytesPerNodeHere);
    }

    /// <exception cref="UserInputException">The trees of a graph are too many for ONNX Runtime.</exception>
    public static void OfRuntime(string path, ModelProto model)
    {
        var need = 0L;
        foreach (var (nodes, splits) in model.Graph.Node.Where(node => node.Domain == OnnxFile.MachineLearningDomain).Select(Count))
            need += nodes * BytesPerNodeOfAttributes + splits * BytesPerSplitOfTensors;
        if (need > 0)
            Check(path, "model", Environment.WorkingSet + need);
    }

    // Told by attributes, leaves are among the nodes; told by tensors, they are not.
    private static (long Nodes, long Splits) Count(NodeProto node)
    {
        var (words, columns) = (new NodeAttributes(node).Strings("nodes_modes").Count, new NodeAttributes(node).Integers("nodes_featureids").Count);
        return words > 0 ? (words, 0) : (0, columns);
    }

    private static void Check(string path, string what, long need)
    {
        // Of the machine, or of the container or limit that the process runs in.
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (need <= available)
            return;
        throw new UserInputException(
            $"{what}-too-large",
            FormattableString.Invariant($"'{path}' takes about {Megabytes(need)} MB of memory, and this process may use {Megabytes(available)} MB."),
            "Allow it more memory, use a larger machine, or make a smaller model: fewer or shallower trees, or leaves of more rows.");
    }

    private static long Megabytes(long bytes) => (bytes + 999_999) / 1_000_000;
}
