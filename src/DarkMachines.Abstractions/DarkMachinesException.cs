namespace DarkMachines;

/// <summary>
/// A failure that somebody can mend: the message says what is wrong and which rule it breaks, the remedy what to do
/// next. The kinds tell who must act: <see cref="UserInputException"/> the user, <see cref="UnusableDataException"/>
/// whoever chose the data, <see cref="PluginException"/> the plugin's author. Any other exception is a bug.
/// </summary>
/// <param name="code">Short stable name for programs, such as <c>unknown-task</c>.</param>
/// <param name="message">One sentence: what is wrong, and which rule it breaks.</param>
/// <param name="remedy">One sentence: what to do next.</param>
/// <param name="inner">What caused it, if anything did.</param>
public abstract class DarkMachinesException(string code, string message, string remedy, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Short stable name for programs, such as <c>unknown-task</c>.</summary>
    public string Code { get; } = code;

    /// <summary>One sentence: what to do next.</summary>
    public string Remedy { get; } = remedy;
}

/// <summary>Something the user named or wrote is wrong: a file, a name, an option.</summary>
/// <inheritdoc/>
public class UserInputException(string code, string message, string remedy, Exception? inner = null)
    : DarkMachinesException(code, message, remedy, inner);

/// <summary>Something on the command line or among the options names what does not exist, or lies outside its range.</summary>
/// <inheritdoc/>
public sealed class UsageException(string code, string message, string remedy, Exception? inner = null)
    : UserInputException(code, message, remedy, inner);

/// <summary>An algorithm cannot learn from these rows: too few, one class only, a column without spread where one is needed.</summary>
/// <inheritdoc/>
public sealed class UnusableDataException(string message, string remedy, Exception? inner = null)
    : DarkMachinesException("unusable-data", message, remedy, inner);

/// <summary>A plugin breaks the contract.</summary>
/// <inheritdoc/>
public sealed class PluginException(string code, string message, string remedy, Exception? inner = null)
    : DarkMachinesException(code, message, remedy, inner);
