namespace DarkMachines.Conformance;

/// <summary>
/// The rules that every algorithm keeps, so that its results can be trusted, repeated and compared. Each is a case with
/// a name and a reason; an algorithm that passes all of them can be dropped in.
/// </summary>
public static class ConformanceSuite
{
    /// <summary>
    /// The cases for an algorithm, in a fixed order: those of its declaration, then those of each role it takes.
    /// Nothing is fitted before a case runs.
    /// </summary>
    /// <param name="create">Makes the algorithm; called anew for every fit but those that must share an instance.</param>
    /// <param name="settings">Size of the examination; null for the defaults, which take seconds for a quick algorithm.</param>
    /// <exception cref="UsageException">A setting is outside its range.</exception>
    public static IReadOnlyList<ConformanceCase> For(Func<object> create, ConformanceSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        var sound = Options.Validate(settings ?? new ConformanceSettings());
        var algorithm = create() ?? throw new ArgumentException("The function made no algorithm but null.", nameof(create));
        return
        [
            .. DeclarationRules.All.Select(rule => new ConformanceCase(
                $"declaration-{rule.Name}", rule.Reason, ConformanceKind.Declaration, _ => rule.Examine(algorithm.GetType()))),
            .. Subject.RolesOf(algorithm).SelectMany(kind => CasesOf(new Subject(kind, create, sound))),
        ];
    }

    private static IEnumerable<ConformanceCase> CasesOf(Subject subject) =>
        FitRules.All.Concat(DataRules.All).Concat(ScoringRules.All).Concat(ExportRules.All).Concat(RoleRules.Of(subject.Kind)).Select(rule => new ConformanceCase(
            $"{Options.KebabCase(subject.Kind.ToString())}-{rule.Name}",
            rule.Reason,
            subject.Kind,
            cancellation => rule.Examine(subject.During(cancellation))));
}
