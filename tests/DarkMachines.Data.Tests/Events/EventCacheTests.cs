using System.IO.Compression;
using System.Text;
using DarkMachines.Data.Events;
using DarkMachines.Testing;

namespace DarkMachines.Data.Tests.Events;

public sealed class EventCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_cached_comes_back_in_batches_and_in_parts()
    {
        var path = Events(500);
        var all = EventFile.ReadAll(path);
        using var cache = EventCache.Of(path, _folder.PathTo("events.npz"));
        Assert.Equal(500, cache.Count);
        EventFileTests.AssertEqual(all, Merged(cache.ReadBatches()));
        EventFileTests.AssertEqual(all, Merged(cache.ReadBatches(threads: 3)));

        var part = cache.Read(123, 45);
        Assert.Equal(45, part.Count);
        for (var i = 0; i < 45; i++)
        {
            Assert.Equal(all[123 + i].Met, part[i].Met);
            Assert.Equal(all[123 + i].Pts, part[i].Pts);
            Assert.Equal(all.ProcessNames[all.Processes[123 + i]], part.ProcessNames[part.Processes[i]]);
        }

        Assert.Equal(0, cache.Read(500, 0).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => cache.Read(490, 11));
    }

    [Fact]
    public void Any_number_of_threads_writes_the_same_bytes()
    {
        // More than two pieces of 1 MiB.
        var path = Events(12_000);
        EventCacheWriter.Write(path, _folder.PathTo("one.npz"), 1, null, default);
        EventCacheWriter.Write(path, _folder.PathTo("four.npz"), 4, null, default);
        Assert.Equal(File.ReadAllBytes(_folder.PathTo("one.npz")), File.ReadAllBytes(_folder.PathTo("four.npz")));
        using var cache = EventCache.Open(_folder.PathTo("four.npz"));
        EventFileTests.AssertEqual(EventFile.ReadAll(path), Merged(cache.ReadBatches()));
    }

    [Fact]
    public void It_is_an_NPZ_file_like_any_other()
    {
        var path = Events(300);
        var all = EventFile.ReadAll(path);
        var npz = _folder.PathTo("events.npz");
        EventCache.Of(path, npz).Dispose();

        Assert.Equal(all.Pts, TableFile.Read(npz + "#pt").Values);
        Assert.Equal(all.MetPhis, TableFile.Read(npz + "#METphi").Values);
        Assert.Equal(all.Offsets.ToArray().Select(offset => (float)offset), TableFile.Read(npz + "#offsets").Values);
        Assert.Equal(all.Kinds.ToArray().Select(kind => (float)kind), TableFile.Read(npz + "#code").Values);

        using var archive = ZipFile.OpenRead(npz);
        Assert.Equal(13, archive.Entries.Count);
        foreach (var entry in archive.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(content);
            Assert.Equal(entry.Crc32, Crc32.Of(content.ToArray()));
            Assert.Equal(entry.Length, entry.CompressedLength);
        }
    }

    [Fact]
    public void Numbers_begin_at_multiples_of_64_bytes()
    {
        var npz = _folder.PathTo("events.npz");
        EventCache.Of(Events(17), npz).Dispose();
        var bytes = File.ReadAllBytes(npz);
        var headers = 0;
        for (var at = 0; (at = bytes.AsSpan(at).IndexOf("\u0093NUMPY"u8[1..]) is var next and >= 0 ? at + next : -1) >= 0; at += 6)
        {
            headers++;
            Assert.Equal(0, at % 64);
        }

        Assert.Equal(13, headers);
    }

    [Fact]
    public void What_NumPy_wrote_is_read_as_well()
    {
        using var cache = EventCache.Open(Path.Combine(SharedData.Repository, "tests", "DarkMachines.Data.Tests", "Events", "golden", "events.npz"));
        var batch = cache.Read(0, 3);
        Assert.Equal(["njets", "Z′ + jet"], batch.ProcessNames);
        Assert.Equal([0, 1, 0], batch.Processes.ToArray());
        Assert.Equal([0, 2, 2, 3], batch.Offsets.ToArray());
        Assert.Equal([ObjectKind.Jet, ObjectKind.Antimuon, ObjectKind.Photon], batch.Kinds.ToArray());
        Assert.Equal([100f, 200, 300], batch.Pts.ToArray());
        Assert.Equal([1, 0.5, 1e-7], batch.Weights.ToArray());
    }

    [Fact]
    public void A_wrong_line_leaves_no_cache_behind()
    {
        var path = _folder.Write("events.csv", "1;p;1;2;3;j,1,1,1,1;\nwrong\n");
        var error = Assert.Throws<UserInputException>(() => EventCache.Of(path, _folder.PathTo("events.npz"), threads: 2));
        Assert.Contains("Line 2 of", error.Message, StringComparison.Ordinal);
        Assert.Equal(["events.csv"], Directory.GetFiles(_folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void Writing_stops_when_asked_to()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => EventCache.Of(Events(10), _folder.PathTo("events.npz"), cancellation: cancellation.Token));
        Assert.Equal(["events.csv"], Directory.GetFiles(_folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void A_cache_older_than_its_events_is_written_anew()
    {
        var path = Events(10);
        var npz = _folder.PathTo("events.npz");
        EventCache.Of(path, npz).Dispose();
        Events(20);
        File.SetLastWriteTimeUtc(npz, File.GetLastWriteTimeUtc(path).AddSeconds(-1));
        using var cache = EventCache.Of(path, npz);
        Assert.Equal(20, cache.Count);
    }

    [Fact]
    public void An_event_file_without_events_has_a_cache_without_events()
    {
        using var cache = EventCache.Of(_folder.Write("events.csv", ""), _folder.PathTo("events.npz"));
        Assert.Equal(0, cache.Count);
        Assert.Empty(cache.ReadBatches());
    }

    [Fact]
    public void A_damaged_cache_is_refused_or_read_never_a_crash()
    {
        var npz = _folder.PathTo("events.npz");
        EventCache.Of(Events(20), npz).Dispose();
        var whole = File.ReadAllBytes(npz);
        var random = new RandomStream(1);
        var refused = 0;
        for (var round = 0; round < 1000; round++)
        {
            var bytes = round % 10 == 0 ? whole[..random.Below(whole.Length)] : [.. whole];
            for (var i = random.Below(4); i >= 0 && bytes.Length > 0; i--)
                bytes[random.Below(bytes.Length)] = (byte)random.Below(256);
            File.WriteAllBytes(npz, bytes);
            try
            {
                using var cache = EventCache.Open(npz);
                Assert.Equal(cache.Count, cache.ReadBatches().Sum(batch => batch.Count));
            }
            catch (UserInputException error)
            {
                refused++;
                Assert.Contains(error.Code, (string[])["cache-damaged", "npy-unsupported", "file-truncated"]);
            }
        }

        Assert.InRange(refused, 150, 950);
    }

    [Fact]
    public void Checksums_are_those_of_ZIP_and_can_be_joined()
    {
        Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 400).Select(i => (char)('a' + i * i % 26))));
        for (var cut = 0; cut <= bytes.Length; cut += 13)
            Assert.Equal(Crc32.Of(bytes), Crc32.Join(Crc32.Of(bytes.AsSpan(0, cut)), Crc32.Of(bytes.AsSpan(cut)), bytes.Length - cut));
    }

    private string Events(int count)
    {
        var random = new RandomStream(9);
        return _folder.Write("events.csv", string.Concat(Enumerable.Range(0, count).Select(_ => EventFileTests.Random(random) + ";\n")));
    }

    private static EventBatch Merged(IEnumerable<EventBatch> batches)
    {
        var merged = new EventBatch();
        foreach (var batch in batches)
        {
            for (var i = 0; i < batch.Count; i++)
                merged.AddCopy(batch, i);
        }

        return merged;
    }
}
