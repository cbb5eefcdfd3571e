namespace DarkMachines.Neural;

/// <summary>Options of <see cref="Lstm"/>. The recurrent state has as many values as a hidden layer has units.</summary>
public sealed record LstmOptions : ShapedOptions;
