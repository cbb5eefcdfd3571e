namespace DarkMachines.Neural;

/// <summary>Options of <see cref="DeepSets"/>. As many hidden layers work on each object as on what they are pooled to.</summary>
public sealed record DeepSetsOptions : ShapedOptions;
