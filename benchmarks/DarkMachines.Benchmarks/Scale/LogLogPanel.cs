namespace DarkMachines.Benchmarks.Scale;

/// <summary>Curves with one vertical axis.</summary>
/// <param name="Title">What the vertical axis shows.</param>
/// <param name="Curves">The curves.</param>
internal sealed record LogLogPanel(string Title, IReadOnlyList<LogLogCurve> Curves);
