using System.Diagnostics;

namespace DarkMachines.Hosting.Trials;

/// <summary>
/// Keeps a note in the trial's folder of how far it is, a few times a second. A file is the one way that works on every
/// machine and cannot be confused with what the entrant prints.
/// </summary>
/// <param name="folder">The trial's folder.</param>
public sealed class ProgressNote(TrialFolder folder) : IProgress<FitProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly Stopwatch _since = Stopwatch.StartNew();

    /// <inheritdoc/>
    public void Report(FitProgress value)
    {
        lock (_gate)
        {
            if (_since.Elapsed < Pause)
                return;
            _since.Restart();
            try
            {
                folder.WriteProgress(value);
            }
            catch (Exception full) when (full is IOException or UnauthorizedAccessException)
            {
                // Nobody then sees how far it is; the result will say if the disk is full.
            }
        }
    }
}
