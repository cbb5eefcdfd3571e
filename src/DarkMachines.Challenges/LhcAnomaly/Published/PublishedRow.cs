namespace DarkMachines.Challenges.LhcAnomaly.Published;

/// <summary>A row of a result table of the challenge: what a model reached on one signal in one channel.</summary>
/// <param name="Signal">The signal, such as <c>glgl1400_neutralino1100</c>.</param>
/// <param name="Model">The model.</param>
/// <param name="Channel">1, 2a, 2b or 3.</param>
/// <param name="Auc">Area under the curve.</param>
/// <param name="Efficiencies">Signal efficiency at each of <see cref="BackgroundEfficiencies"/>.</param>
/// <param name="Source">File and line.</param>
public sealed record PublishedRow(
    string Signal, string Model, string Channel, double Auc, IReadOnlyList<double> Efficiencies, FileLine Source)
{
    /// <summary>The background efficiencies of the working points.</summary>
    public static IReadOnlyList<double> BackgroundEfficiencies => Statistics.WorkingPoint.Published;

    /// <summary>What these efficiencies are called in tables.</summary>
    public static IReadOnlyList<string> PointNames { get; } = ["1e-2", "1e-3", "1e-4"];

    /// <summary>The row's place in the challenge: signal and channel.</summary>
    public (string Signal, string Channel) Task => (Signal, Channel);

    /// <summary>The significance improvement at a working point.</summary>
    /// <param name="point">Index of the working point.</param>
    public double Improvement(int point) => Efficiencies[point] / Math.Sqrt(BackgroundEfficiencies[point]);
}

/// <summary>A line of a file.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Number of the line, from 1.</param>
public readonly record struct FileLine(string File, int Line);

/// <summary>The minimum, median and maximum of a model's total improvements over the signals, as a table states them.</summary>
/// <param name="Model">The model.</param>
/// <param name="Minimum">Minimum.</param>
/// <param name="Median">Median.</param>
/// <param name="Maximum">Maximum.</param>
public sealed record StatedImprovement(string Model, double Minimum, double Median, double Maximum);
