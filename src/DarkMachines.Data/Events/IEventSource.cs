namespace DarkMachines.Data.Events;

/// <summary>Events that can be gone through from first to last, in batches that fit into memory.</summary>
public interface IEventSource
{
    /// <summary>Name for messages, such as the file's path.</summary>
    string Name { get; }

    /// <summary>Goes through the events in their order; the division into batches does not depend on the threads.</summary>
    /// <param name="threads">Threads to use, at least 1.</param>
    /// <param name="progress">Where to report the share done; null for nowhere.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="UserInputException">The file is damaged; the message names it and, of a text, the line.</exception>
    IEnumerable<EventBatch> ReadBatches(int threads = 1, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default);
}
