namespace DarkMachines.Neural;

/// <summary>Options of networks for rows that are images, sequences or sets.</summary>
public abstract record ShapedOptions : NetworkOptions
{
    /// <summary>Options with one dense layer behind those for the shape.</summary>
    protected ShapedOptions() => Layers = 1;

    /// <summary>Shape of a row, such as <c>3x32x32</c>, the last axis running fastest; empty for that of the table.</summary>
    public string Shape { get; init; } = "";
}
