using System.Globalization;
using System.Text;

namespace DarkMachines.Data.Events;

/// <summary>Texts as NumPy keeps them: each in the same number of code points of four bytes, filled up with zeros.</summary>
internal static class NumPyText
{
    private const int CodePointLength = 4;
    private const string TypePrefix = "<U";

    /// <summary>The array that holds some texts.</summary>
    public static NpzColumn Column(string name, IReadOnlyList<string> texts)
    {
        var longest = texts.Max(text => (int?)text.EnumerateRunes().Count()) ?? 0;
        longest = Math.Max(1, longest);
        return new NpzColumn(name, string.Create(CultureInfo.InvariantCulture, $"{TypePrefix}{longest}"), CodePointLength * longest, texts.Count);
    }

    /// <summary>The bytes of that array.</summary>
    public static byte[] Bytes(NpzColumn column, IReadOnlyList<string> texts)
    {
        var bytes = new byte[column.ElementLength * texts.Count];
        for (var i = 0; i < texts.Count; i++)
            Encoding.UTF32.GetBytes(texts[i], bytes.AsSpan(i * column.ElementLength));
        return bytes;
    }

    /// <summary>Reads such an array.</summary>
    /// <exception cref="UserInputException">It holds no texts (<c>cache-damaged</c>).</exception>
    public static string[] Read(NpzView view, int column)
    {
        var type = view.ElementType(column);
        if (!type.StartsWith(TypePrefix, StringComparison.Ordinal) || !int.TryParse(type.AsSpan(TypePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var longest) || longest > NpzView.LongestName)
            throw view.Damaged("an array of names holds no texts");
        var texts = new string[view.Count(column)];
        var bytes = new byte[CodePointLength * longest];
        for (var i = 0; i < texts.Length; i++)
        {
            view.Read<byte>(column, (long)i * bytes.Length, bytes);
            texts[i] = Encoding.UTF32.GetString(bytes).TrimEnd('\0');
        }

        return texts;
    }
}
