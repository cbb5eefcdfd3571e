namespace DarkMachines.Hosting.Trials;

/// <summary>A run was asked to stop, and its trials are not simply taken up by running it again.</summary>
/// <param name="message">What became of them, and what to do, for the user.</param>
/// <param name="cancellation">What asked.</param>
public sealed class StoppedRunException(string message, CancellationToken cancellation) : OperationCanceledException(message, cancellation);
