namespace DarkMachines.Data;

/// <summary>One file of a dataset.</summary>
/// <param name="Path">Path below the data root, with forward slashes.</param>
/// <param name="Description">One line that says what the file holds.</param>
/// <param name="Format">How the file is laid out, in words.</param>
/// <param name="Sha256">SHA-256 of the file as published, in lower-case hexadecimal.</param>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Blocks">The blocks that the rows form, in order; together they are all rows.</param>
public sealed record DatasetFile(
    string Path,
    string Description,
    string Format,
    string Sha256,
    IReadOnlyList<Feature> Columns,
    IReadOnlyList<DatasetBlock> Blocks);
