using System.Globalization;
using DarkMachines.Challenges.Surrogates.ActiveLearning;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>
/// Tells how far active learning is and how long it will go on: a line on standard error every few seconds. Time goes to the
/// oracle, by the number of points, and to learning, by the share that is reported.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="size">Points in all.</param>
internal sealed class ActiveProgress(OpenSession session, int size) : IProgress<FitProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly long _begun = session.Time.GetTimestamp();
    private long _told = session.Time.GetTimestamp();
    private TimeSpan _asking;
    private int _asked;
    private double _learnt;

    /// <summary>Points that need not be asked about: a journal knows them.</summary>
    public int Known { get; set; }

    private TimeSpan Elapsed => session.Time.GetElapsedTime(_begun);

    public void Report(FitProgress value)
    {
        lock (_lock)
        {
            _learnt = value.Fraction;
            Tell(value.Stage);
        }
    }

    /// <summary>The oracle, watched.</summary>
    public IOracle Watch(IOracle oracle) => new Watched(oracle, this);

    /// <summary>The time left in words, after a comma; empty as long as nothing is known of it.</summary>
    public string Left()
    {
        if (_learnt is <= 0 or >= 1)
            return "";
        var learning = Elapsed - _asking;
        var left = learning * ((1 - _learnt) / _learnt) + (_asked == 0 ? TimeSpan.Zero : _asking * ((double)Math.Max(size - Known - _asked, 0) / _asked));
        return string.Create(CultureInfo.InvariantCulture, $", about {(left.TotalMinutes < 2 ? $"{left.TotalSeconds:0} s" : left.TotalHours < 2 ? $"{left.TotalMinutes:0} min" : $"{left.TotalHours:0.0} h")} left");
    }

    private void Asked(int points, TimeSpan time)
    {
        lock (_lock)
        {
            (_asked, _asking) = (_asked + points, _asking + time);
            Tell("asking the oracle");
        }
    }

    private void Tell(string stage)
    {
        if (session.Time.GetElapsedTime(_told) < Pause)
            return;
        _told = session.Time.GetTimestamp();
        session.Tell(string.Create(CultureInfo.InvariantCulture, $"{Known + _asked} of {size} points: {stage}{Left()}"));
    }

    private sealed class Watched(IOracle oracle, ActiveProgress progress) : IOracle
    {
        public IReadOnlyList<Feature> Parameters => oracle.Parameters;

        public IReadOnlyList<string> Classes => oracle.Classes;

        public void Ask(ReadOnlyMemory<float> points, Span<OracleAnswer> answers, FitContext context)
        {
            var begun = progress.Elapsed;
            oracle.Ask(points, answers, context);
            progress.Asked(answers.Length, progress.Elapsed - begun);
        }
    }
}
