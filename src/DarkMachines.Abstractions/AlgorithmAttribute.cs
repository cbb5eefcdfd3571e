namespace DarkMachines;

/// <summary>
/// Names a class as an algorithm. The class implements at least one of <see cref="IClassifier"/>,
/// <see cref="IAnomalyDetector"/>, <see cref="IDensityEstimator"/>, <see cref="IAutoencoder"/>,
/// <see cref="ISurrogate"/>, and has one public constructor, which takes its options: an immutable record
/// in which every property has a default.
/// </summary>
/// <remarks>
/// The host reads the attribute from the file's metadata; nothing of the plugin runs before an algorithm is used.
/// </remarks>
/// <param name="name">Name on the command line: lower-case letters, digits and hyphens, such as <c>random-forest</c>.</param>
/// <param name="summary">One line that says what it is.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AlgorithmAttribute(string name, string summary) : Attribute
{
    /// <summary>Name on the command line.</summary>
    public string Name { get; } = name;

    /// <summary>One line that says what it is.</summary>
    public string Summary { get; } = summary;

    /// <summary>The paper or book to cite, with its equation or algorithm where that helps; empty if there is none.</summary>
    public string Citation { get; init; } = "";

    /// <summary>
    /// True if the algorithm takes NaN in its rows as a missing value. Otherwise the host refuses such rows.
    /// </summary>
    public bool HandlesMissingValues { get; init; }

    /// <summary>
    /// True if a run takes the algorithm only when it is named, or with <c>-a all</c>, because it takes minutes where others
    /// take seconds.
    /// </summary>
    public bool OnRequest { get; init; }
}
