using System.Text.Json.Nodes;

namespace DarkMachines.Challenges;

/// <summary>Where an entrant comes from.</summary>
public enum EntrantSource
{
    /// <summary>An algorithm or model that the user runs.</summary>
    Run,

    /// <summary>A trivial reference of the challenge.</summary>
    Baseline,
}

/// <summary>Somebody who takes part in a challenge: an algorithm with its options, or a model fitted elsewhere.</summary>
/// <param name="Name">Name on the board.</param>
/// <param name="Options">All options in effect, defaults included.</param>
/// <param name="CodeHash">SHA-256 of the plugin or model file; with name and options it determines the answers.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Create">
/// Makes a new instance of the algorithm, or returns the fitted <see cref="IModel"/>. Called for each fit, from any thread.
/// </param>
/// <param name="Note">What a reader of the board must know, such as what a fitted model was trained on; null for nothing.</param>
public sealed record Entrant(
    string Name, JsonObject Options, string CodeHash, EntrantSource Source, Func<object> Create, string? Note = null)
{
    /// <summary>The model, if the entrant was fitted elsewhere; null for an algorithm.</summary>
    public IModel? Fitted { get; init; }

    /// <summary>The class of a fitted classifier that stands for the signal; null if its classes' names must tell.</summary>
    public string? PositiveClass { get; init; }

    /// <summary>Full path of the plugin or model; null for a baseline.</summary>
    public string? Path { get; init; }

    /// <summary>Why it cannot take part at all; null if it can.</summary>
    public DarkMachinesException? Failure { get; init; }

    /// <summary>The options that the user set, in words; empty for the defaults.</summary>
    public string Label { get; init; } = "";
}
