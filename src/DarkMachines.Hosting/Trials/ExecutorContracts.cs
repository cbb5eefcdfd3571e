namespace DarkMachines.Hosting.Trials;

#pragma warning disable CS1591, SA1649
public sealed record TrialOrder(string Id, string Name, string Folder, TrialLimits Limits);
public sealed record TrialLimits(double Seconds, int Megabytes, int Threads);
public enum TrialState { Waiting, Running, Ended }
public sealed record TrialEvent(TrialOrder Order, TrialState State, string Detail, double Seconds, long? Bytes);
public interface ITrialExecutor
{
    void Execute(IReadOnlyList<TrialOrder> orders, Action<TrialEvent> tell, CancellationToken cancellation);
}
