namespace DarkMachines.Hosting.Plugins;

/// <summary>A value that the user gives an option, as text.</summary>
/// <param name="Name">Name of the option: <c>max-depth</c>, <c>maxDepth</c> or <c>MaxDepth</c>; case and hyphens do not count.</param>
/// <param name="Value">The value.</param>
public sealed record OptionSetting(string Name, string Value)
{
    /// <summary>Reads <c>name=value</c>; the value may be empty and may contain equals signs.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="UsageException">There is no equals sign, or no name before it.</exception>
    public static OptionSetting Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new OptionSetting(text[..equals].Trim(), text[(equals + 1)..].Trim())
            : throw new UsageException("invalid-option", $"'{text}' does not set an option.", "Write name=value, such as max-depth=8.");
    }
}
