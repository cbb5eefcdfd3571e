using DarkMachines.Data.Events;

namespace DarkMachines.Data.Tests.Events;

/// <summary>Events by hand, in GeV.</summary>
internal static class MadeUpEvent
{
    /// <summary>A batch of one event; each object is kind, E, pt, eta and phi.</summary>
    public static EventBatch Of(float met, float metPhi, params (ObjectKind Kind, double E, double Pt, double Eta, double Phi)[] objects)
    {
        var batch = new EventBatch();
        batch.AddEvent(1, batch.ProcessOf("made-up"), 1, 1000 * met, metPhi);
        foreach (var o in objects)
            batch.AddObject(o.Kind, (float)(1000 * o.E), (float)(1000 * o.Pt), (float)o.Eta, (float)o.Phi);
        return batch;
    }

    /// <summary>A source of events that are in memory.</summary>
    public static IEventSource Source(params EventBatch[] batches) => new InMemory(batches);

    private sealed class InMemory(EventBatch[] batches) : IEventSource
    {
        public string Name => "made up";

        public IEnumerable<EventBatch> ReadBatches(int threads, IProgress<FitProgress>? progress, CancellationToken cancellation) => batches;
    }
}
