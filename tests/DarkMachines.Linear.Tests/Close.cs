namespace DarkMachines.Linear.Tests;

/// <summary>Comparison of sequences of numbers.</summary>
internal static class Close
{
    /// <summary>True if every pair differs by at most the tolerance, times the expected size where that is above one.</summary>
    public static bool To(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance) =>
        expected.Count() == actual.Count()
        && expected.Zip(actual).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(1, Math.Abs(pair.First)));

    public static bool To(IEnumerable<float> expected, IEnumerable<float> actual, double tolerance) =>
        To(expected.Select(v => (double)v), actual.Select(v => (double)v), tolerance);

    public static void Assert(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance) =>
        Xunit.Assert.True(
            To(expected, actual, tolerance),
            FormattableString.Invariant($"Expected to {tolerance}: {string.Join(", ", expected)}; found: {string.Join(", ", actual)}"));

    public static void Assert(IEnumerable<double> expected, IEnumerable<float> actual, double tolerance) =>
        Assert(expected, actual.Select(v => (double)v), tolerance);
}
