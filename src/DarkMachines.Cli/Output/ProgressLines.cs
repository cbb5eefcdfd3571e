using System.Globalization;

namespace DarkMachines.Cli.Output;

/// <summary>Tells how far long work is: a line on standard error every few seconds, none for what is done at once.</summary>
/// <param name="session">The session.</param>
internal sealed class ProgressLines(OpenSession session) : IProgress<FitProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private long _told = session.Time.GetTimestamp();

    public void Report(FitProgress value)
    {
        lock (_lock)
        {
            if (session.Time.GetElapsedTime(_told) < Pause)
                return;
            _told = session.Time.GetTimestamp();
            session.Tell(string.Create(CultureInfo.InvariantCulture, $"{100 * value.Fraction:0} %: {value.Stage}"));
        }
    }
}
