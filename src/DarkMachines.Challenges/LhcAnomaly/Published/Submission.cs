using System.Globalization;
using DarkMachines.Statistics;

namespace DarkMachines.Challenges.LhcAnomaly.Published;

/// <summary>The grades of scores made elsewhere.</summary>
/// <param name="Name">Name of whoever made them.</param>
/// <param name="Grades">The grade of each signal in each channel.</param>
public sealed record Submission(string Name, IReadOnlyList<SubmissionGrade> Grades)
{
    /// <summary>Total improvement over the signals by the challenge's own rule, all working points taken as known.</summary>
    public TotalImprovement Improvement => TotalImprovement.Of(Grades.Select(item => (item.Signal, item.Grade.PointMaximum)));

    /// <summary>The same over resolved points, signals without any left out; null if none has one.</summary>
    public TotalImprovement? Resolved
    {
        get
        {
            var known = Grades.Where(item => item.Grade.ResolvedMaximum is not null).ToArray();
            return known.Length == 0 ? null : TotalImprovement.Of(known.Select(item => (item.Signal, item.Grade.ResolvedMaximum!)));
        }
    }

    /// <summary>Grades scores.</summary>
    /// <param name="name">Name of whoever made them.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="context">Threads.</param>
    public static Submission Of(string name, SubmittedScores scores, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(context);
        var tasks = scores.Tasks;
        var grades = new SubmissionGrade[tasks.Count];
        context.ForEach(grades.Length, i =>
        {
            var (values, isSignal, weights) = scores.EventsOf(tasks[i]);
            grades[i] = new SubmissionGrade(tasks[i].Signal, tasks[i].Channel, isSignal.Count(signal => !signal), isSignal.Count(signal => signal), AnomalyGrade.Of(values, isSignal, weights));
        });
        return new Submission(name, grades);
    }

    /// <summary>Writes the result table that puts the submission beside the published ones.</summary>
    /// <param name="output">Where to write it.</param>
    public void WriteTable(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("Signal,Model,Chan,AUC,1e-2,1e-3,1e-4\n");
        foreach (var item in Grades)
        {
            IEnumerable<double> numbers = item.Grade.Points.Select(point => point.SignalEfficiency.Value).Prepend(item.Grade.Auc.Value);
            output.Write($"{Field(item.Signal)},{Field(Name)},{item.Channel},{string.Join(',', numbers.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))}\n");
        }

        static string Field(string text) => text.AsSpan().ContainsAny(",\"\n\r ") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}

/// <summary>The grade of one signal in one channel.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Channel">The channel.</param>
/// <param name="BackgroundEvents">Number of background events.</param>
/// <param name="SignalEvents">Number of signal events.</param>
/// <param name="Grade">The grade.</param>
public sealed record SubmissionGrade(string Signal, string Channel, int BackgroundEvents, int SignalEvents, AnomalyGrade Grade);
