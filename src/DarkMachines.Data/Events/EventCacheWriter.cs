using System.Text;

namespace DarkMachines.Data.Events;

/// <summary>
/// Writes an <see cref="EventCache"/> in two passes over the event file: the first counts events and objects of each
/// piece, so that the second can write every piece at its place in every array, from any thread.
/// </summary>
internal static class EventCacheWriter
{
    /// <summary>Writes the cache; the file appears only once it is complete.</summary>
    public static void Write(string eventFile, string path, int threads, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        using var file = EventFile.Open(eventFile);
        var unfinished = path + ".unfinished";
        try
        {
            var counts = Count(file, threads, cancellation);
            Write(file, counts, unfinished, threads, progress, cancellation);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException(
                "cache-unwritable", $"The cache '{path}' cannot be written: {exception.Message}", "Name a place that you may write to, with room for as much as half the event file.", exception);
        }
        finally
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
        }
    }

    private static ChunkCount[] Count(EventFile file, int threads, CancellationToken cancellation)
    {
        var counts = new ChunkCount[file.ChunkCount];
        OrderedWork.Run(
            counts.Length, threads,
            () =>
            {
                var buffer = new byte[file.BufferLength];
                return chunk => counts[chunk] = file.InChunk(chunk, lines => ChunkCount.Of(lines, file.Layout), buffer);
            },
            progress: null, "counting events", cancellation);
        return counts;
    }

    private static void Write(EventFile file, ChunkCount[] counts, string path, int threads, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        string[] names = [.. counts.SelectMany(count => count.Processes).Distinct()];
        var places = names.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);
        var (firstEvent, firstObject) = (new int[counts.Length + 1], new int[counts.Length + 1]);
        for (var i = 0; i < counts.Length; i++)
        {
            if (firstObject[i] + (long)counts[i].Objects > Array.MaxLength)
                throw new UserInputException("events-too-many", $"The file '{file.Name}' has more than {Array.MaxLength} objects.", "Split it.");
            firstEvent[i + 1] = firstEvent[i] + counts[i].Events;
            firstObject[i + 1] = firstObject[i] + counts[i].Objects;
        }

        var columns = EventColumns.Of(firstEvent[^1], firstObject[^1], names);
        using var writer = new NpzWriter(path, columns, pieces: counts.Length + 1);
        OrderedWork.Run(
            counts.Length, threads,
            () =>
            {
                var (buffer, batch) = (new byte[file.BufferLength], new EventBatch());
                return chunk =>
                {
                    batch.Clear();
                    file.ParseChunk(chunk, buffer, batch);
                    if (batch.Count != counts[chunk].Events || batch.ObjectCount != counts[chunk].Objects)
                        throw new UserInputException("file-changed", $"The file '{file.Name}' changed while it was read.", "Read it again once it is complete.");
                    WriteChunk(writer, chunk, batch, firstEvent[chunk], firstObject[chunk], places);
                };
            },
            progress, "caching events", cancellation);

        // The offsets end in the number of objects.
        writer.Write<long>(EventColumns.Offsets, counts.Length, firstEvent[^1], [firstObject[^1]]);
        writer.Write<byte>(EventColumns.ProcessNames, 0, 0, NumPyText.Bytes(columns[EventColumns.ProcessNames], names));
        writer.Write<byte>(EventColumns.CodeNames, 0, 0, NumPyText.Bytes(columns[EventColumns.CodeNames], ObjectKinds.Codes));
        writer.Finish();
    }

    private static void WriteChunk(NpzWriter writer, int chunk, EventBatch batch, int firstEvent, int firstObject, Dictionary<string, int> places)
    {
        var offsets = new long[batch.Count];
        for (var i = 0; i < offsets.Length; i++)
            offsets[i] = firstObject + (long)batch.Offsets[i];
        int[] globalPlaces = [.. batch.ProcessNames.Select(name => places[name])];
        var processes = new int[batch.Count];
        for (var i = 0; i < processes.Length; i++)
            processes[i] = globalPlaces[batch.Processes[i]];

        writer.Write<long>(EventColumns.Offsets, chunk, firstEvent, offsets);
        writer.Write(EventColumns.Code, chunk, firstObject, batch.Kinds);
        writer.Write(EventColumns.FirstOfObjects, chunk, firstObject, batch.Energies);
        writer.Write(EventColumns.FirstOfObjects + 1, chunk, firstObject, batch.Pts);
        writer.Write(EventColumns.FirstOfObjects + 2, chunk, firstObject, batch.Etas);
        writer.Write(EventColumns.FirstOfObjects + 3, chunk, firstObject, batch.Phis);
        writer.Write(EventColumns.EventId, chunk, firstEvent, batch.EventIds);
        writer.Write<int>(EventColumns.ProcessId, chunk, firstEvent, processes);
        writer.Write(EventColumns.Weight, chunk, firstEvent, batch.Weights);
        writer.Write(EventColumns.Met, chunk, firstEvent, batch.Mets);
        writer.Write(EventColumns.MetPhi, chunk, firstEvent, batch.MetPhis);
    }

    /// <summary>What the lines of a piece hold.</summary>
    private readonly record struct ChunkCount(int Events, int Objects, string[] Processes)
    {
        /// <summary>Counts; of lines that are no events anything may be counted, for they are refused afterwards.</summary>
        public static ChunkCount Of(ReadOnlySpan<byte> lines, EventLayout layout)
        {
            int events = 0, objects = 0;
            List<string> processes = layout.HasIds ? [] : [""];
            ReadOnlySpan<byte> last = default;
            while (!lines.IsEmpty)
            {
                var end = lines.IndexOf((byte)'\n');
                var line = lines[..end];
                lines = lines[(end + 1)..];
                if (line.IsEmpty || line is [(byte)'\r'])
                    continue;
                events++;
                objects += line.Count((byte)',') / (layout.HasEnergy ? 4 : 3);
                var process = layout.HasIds ? ProcessOf(line) : default;
                if (!process.SequenceEqual(last) && Encoding.UTF8.GetString(process) is var name && !processes.Contains(name))
                    processes.Add(name);
                last = process;
            }

            return new ChunkCount(events, objects, [.. processes]);
        }

        private static ReadOnlySpan<byte> ProcessOf(ReadOnlySpan<byte> line)
        {
            var rest = line[(line.IndexOf((byte)';') + 1)..];
            return rest[..Math.Max(0, rest.IndexOf((byte)';'))];
        }
    }
}
