namespace DarkMachines.Hosting.Plugins;

/// <summary>What the user needs to know about an option.</summary>
/// <param name="Name">Its name in kebab-case, such as <c>max-depth</c>.</param>
/// <param name="Type">Its type in words, such as <c>whole number</c>; <c>or none</c> is added where it need not be given.</param>
/// <param name="Default">The value it has unless set.</param>
/// <param name="Range">The values allowed, such as <c>1 to 100</c>, or the names to choose from; null if every value of its type is.</param>
/// <param name="Help">First sentence of its doc comment; null if the plugin ships no documentation file.</param>
public sealed record OptionDescription(string Name, string Type, string Default, string? Range, string? Help);
