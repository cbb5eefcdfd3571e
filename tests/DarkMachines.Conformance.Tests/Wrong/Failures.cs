namespace DarkMachines.Conformance.Tests;

/// <summary>The cases that an algorithm fails.</summary>
internal static class Failures
{
    /// <summary>For algorithms that never end.</summary>
    public static ConformanceSettings Impatient { get; } = new() { PatienceSeconds = 1 };

    /// <summary>The rules that an algorithm breaks in its role, with the messages; those of the declaration are left out.</summary>
    public static Dictionary<string, string> Of(Func<object> create, ConformanceSettings? settings = null) =>
        Run(ConformanceSuite.For(create, settings).Where(rule => rule.Kind != ConformanceKind.Declaration));

    /// <summary>The rules that the declaration of an algorithm breaks, with the messages.</summary>
    public static Dictionary<string, string> OfDeclaration(Func<object> create) =>
        Run(ConformanceSuite.For(create).Where(rule => rule.Kind == ConformanceKind.Declaration));

    /// <summary>The algorithm breaks the rules named, in any order, and no other; the first says what is wrong.</summary>
    public static void AreExactly(string rules, string message, Dictionary<string, string> failures)
    {
        Assert.Equal(rules.Split(' ').Order(), failures.Keys.Order());
        Assert.Contains(message, failures[rules.Split(' ')[0]], StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Run(IEnumerable<ConformanceCase> cases)
    {
        var failures = new Dictionary<string, string>();
        foreach (var rule in cases)
        {
            try
            {
                rule.Run();
            }
            catch (ConformanceException failure)
            {
                Assert.Equal(rule.Name, failure.CaseName);
                Assert.StartsWith($"{rule.Name}: expected ", failure.Message, StringComparison.Ordinal);
                failures.Add(rule.Name[(Options.KebabCase(rule.Kind.ToString()).Length + 1)..], failure.Message);
            }
        }

        return failures;
    }
}
