using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DarkMachines.Data;

/// <summary>The header of an NPY file of version 1.0 (NumPy Enhancement Proposal 1).</summary>
/// <param name="ElementType">NumPy's name of the element type, such as <c>&lt;f4</c>.</param>
/// <param name="IsFortranOrder">True if the first axis runs fastest.</param>
/// <param name="Shape">Length along each axis.</param>
internal sealed partial record NpyHeader(string ElementType, bool IsFortranOrder, IReadOnlyList<int> Shape)
{
    private const int PrefixLength = 10;
    private const int Alignment = 64;

    // NumPy leaves room for the first axis to grow to this many digits without moving the data.
    private const int GrowthDigits = 21;

    /// <summary>Bytes of the header as it was read.</summary>
    public int ByteCount { get; private init; }

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>The header's bytes, as NumPy writes them.</summary>
    public byte[] ToBytes()
    {
        var shape = Shape.Count == 1 ? $"{Shape[0]}," : string.Join(", ", Shape);
        var text = $"{{'descr': '{ElementType}', 'fortran_order': {(IsFortranOrder ? "True" : "False")}, 'shape': ({shape}), }}";
        var growth = Shape.Count == 0 ? 0 : GrowthDigits - Shape[0].ToString(CultureInfo.InvariantCulture).Length;
        var unpadded = PrefixLength + text.Length + growth + 1;
        var length = unpadded + Alignment - unpadded % Alignment;

        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)' ');
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Magic.Length), checked((ushort)(length - PrefixLength)));
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(PrefixLength));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    /// <summary>Reads a header and leaves the stream at the first number.</summary>
    /// <param name="stream">The file, at its beginning.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="UserInputException">It is not the header of an NPY file of version 1.0.</exception>
    public static NpyHeader Read(Stream stream, string path)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        if (stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length || !prefix.StartsWith(Magic))
            throw Unsupported(path, "does not begin as an NPY file of version 1.0 does");

        var bytes = new byte[BinaryPrimitives.ReadUInt16LittleEndian(prefix[Magic.Length..])];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw NpyFile.Truncated(path);

        var text = Encoding.Latin1.GetString(bytes);
        if (ElementTypePattern().Match(text) is not { Success: true } elementType
            || OrderPattern().Match(text) is not { Success: true } order
            || ShapePattern().Match(text) is not { Success: true } shape)
        {
            throw Unsupported(path, $"has a header that does not describe one plain array: {text.Trim()}");
        }

        return new NpyHeader(elementType.Groups[1].Value, order.Groups[1].Value == "True", ParseShape(shape.Groups[1].Value, path))
        {
            ByteCount = PrefixLength + bytes.Length,
        };
    }

    private static int[] ParseShape(string text, string path)
    {
        var lengths = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var shape = new int[lengths.Length];
        var count = 1L;
        for (var i = 0; i < shape.Length; i++)
        {
            if (!int.TryParse(lengths[i], NumberStyles.None, CultureInfo.InvariantCulture, out shape[i])
                || (count *= shape[i]) > Array.MaxLength)
            {
                throw Unsupported(path, $"has the shape ({text}), which is too large or not a shape");
            }
        }

        return shape;
    }

    private static UserInputException Unsupported(string path, string what) => new(
        "npy-unsupported", $"The file '{path}' {what}.",
        "Write it again with numpy.save from one array of float32 or float64.");

    [GeneratedRegex(@"'descr'\s*:\s*'([^']*)'")]
    private static partial Regex ElementTypePattern();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(True|False)")]
    private static partial Regex OrderPattern();

    [GeneratedRegex(@"'shape'\s*:\s*\(([^)]*)\)")]
    private static partial Regex ShapePattern();
}
