namespace DarkMachines.Linear.Tests;

/// <summary>Small tables and labels.</summary>
internal static class Make
{
    public static FitContext Context(int threads = 1) => new(seed: 1, threads);

    public static FeatureTable Table(float[] values, int columns, float[]? weights = null) =>
        new([.. Enumerable.Range(0, columns).Select(j => new Feature($"x{j}"))], values, weights);

    public static ClassLabels Labels(params int[] indices) =>
        new([.. Enumerable.Range(0, Math.Max(1, indices.DefaultIfEmpty(0).Max()) + 1).Select(k => $"class{k}")], indices);
}
