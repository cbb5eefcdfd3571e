using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Hosting.Tests.Plugins;

/// <summary>Options records, good and bad.</summary>
public static class SampleOptions
{
    public enum Shape
    {
        Gaussian,
        TopHat,
    }

    public sealed record Everything
    {
        /// <summary>
        /// Number of neighbours, e.g. 5 for the
        /// class <see cref="FeatureTable"/>. More of them give a smoother score.
        /// </summary>
        [Range(1, 100)]
        public int Neighbours { get; init; } = 5;

        /// <summary>Most rows to use; <see langword="null"/> for all.</summary>
        public long MaxRows { get; init; } = 5_000_000_000;

        [Range(0.0, 10.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
        public double Bandwidth { get; init; } = 0.1;

        [Range(0, double.PositiveInfinity)]
        public float Share { get; init; } = 0.25f;

        public bool Standardise { get; init; } = true;

        public string Title { get; init; } = "plain";

        public Shape Kernel { get; init; } = Shape.TopHat;

        [Range(1, 9)]
        public int? MaxDepth { get; init; }

        public string? Prefix { get; init; }

        public Shape? Tail { get; init; }

        public int Twice => 2 * Neighbours; // cannot be set: no option
    }

    public record Base
    {
        public int BaseOption { get; init; }
    }

    public sealed record Derived : Base
    {
        public int OwnOption { get; init; }
    }

    public sealed record Refusing
    {
        public int Odd { get; init => field = value % 2 != 0 ? value : throw new ArgumentException($"{value} is even."); } = 1;
    }

    public sealed record Unsupported
    {
        public int[] Sizes { get; init; } = [];
    }

    public sealed record Failing
    {
        public Failing() => throw new InvalidOperationException("no defaults");
    }
}
