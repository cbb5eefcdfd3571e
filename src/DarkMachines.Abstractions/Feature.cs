namespace DarkMachines;

/// <summary>One column of a table.</summary>
/// <param name="Name">Name, unique within its table.</param>
/// <param name="Unit">Unit, such as <c>GeV</c>; empty for a pure number.</param>
/// <param name="Description">One line that says what the column holds.</param>
public sealed record Feature(string Name, string Unit = "", string Description = "");
