namespace DarkMachines.Data.Events;

/// <summary>One array of one axis in an NPZ file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">NumPy's name of the element type, such as <c>&lt;f4</c>.</param>
/// <param name="ElementLength">Bytes of an element.</param>
/// <param name="Count">Number of elements.</param>
internal sealed record NpzColumn(string Name, string ElementType, int ElementLength, int Count);
