namespace DarkMachines.Hosting.Plugins;

/// <summary>An algorithm that failed when it was used.</summary>
/// <param name="Sha256">SHA-256 of its plugin's main assembly, lower-case hexadecimal.</param>
/// <param name="Algorithm">Its name.</param>
/// <param name="Reason">What went wrong, in one sentence.</param>
/// <param name="Remedy">What to do about it, in one sentence.</param>
public sealed record Malfunction(string Sha256, string Algorithm, string Reason, string Remedy);
