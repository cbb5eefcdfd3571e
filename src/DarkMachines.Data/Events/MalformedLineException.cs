namespace DarkMachines.Data.Events;

/// <summary>A line that is no event; whoever knows the file turns it into an error that names file and line.</summary>
/// <param name="offset">Where in the text at hand the line begins.</param>
/// <param name="what">What is wrong with it, as a clause.</param>
internal sealed class MalformedLineException(int offset, string what) : Exception(what)
{
    public int Offset { get; } = offset;
}
