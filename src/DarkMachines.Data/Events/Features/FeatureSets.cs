namespace DarkMachines.Data.Events;

/// <summary>The feature sets that ship.</summary>
public static class FeatureSets
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FeatureSet> All { get; } = [new Aggregates(), new FlowEfficient(), new Leading8(), new ObjectSets()];

    /// <summary>A feature set by its name.</summary>
    /// <param name="name">Its name, such as <c>aggregates</c>, or name and version, such as <c>aggregates/1</c>.</param>
    /// <exception cref="UsageException">There is none of that name and version (<c>unknown-feature-set</c>).</exception>
    public static FeatureSet Named(string name) =>
        All.FirstOrDefault(set => set.Name == name || FormattableString.Invariant($"{set.Name}/{set.Version}") == name)
        ?? throw new UsageException("unknown-feature-set", $"There is no feature set '{name}'.", $"Choose one of {string.Join(", ", All.Select(set => set.Name))}.");
}
