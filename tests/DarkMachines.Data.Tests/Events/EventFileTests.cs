using System.Globalization;
using System.Text;
using DarkMachines.Data.Events;
using DarkMachines.Testing;

namespace DarkMachines.Data.Tests.Events;

public sealed class EventFileTests : IDisposable
{
    private const string Line = "90934;glgl;8.17901e-07;966678;1.88616;j,1.11905e+06,1.09924e+06,0.150071,-1.34083;b,33148.6,24613.8,-0.795032,2.00452";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Line + ";\n")]
    [InlineData(Line + "\n")]
    [InlineData(Line)]
    [InlineData(Line + ";\r\n")]
    [InlineData("\n\n" + Line + "\r\n\r\n")]
    public void A_line_is_an_event_with_or_without_a_last_semicolon(string text)
    {
        var batch = Read(text);
        Assert.Equal(1, batch.Count);
        Assert.Equal([0, 2], batch.Offsets.ToArray());
        Assert.Equal([90934L], batch.EventIds.ToArray());
        Assert.Equal("glgl", batch.ProcessNames[batch.Processes[0]]);
        Assert.Equal([8.17901e-07], batch.Weights.ToArray());
        Assert.Equal([966678f], batch.Mets.ToArray());
        Assert.Equal([1.88616f], batch.MetPhis.ToArray());
        Assert.Equal([ObjectKind.Jet, ObjectKind.BJet], batch.Kinds.ToArray());
        Assert.Equal([1.11905e+06f, 33148.6f], batch.Energies.ToArray());
        Assert.Equal([1.09924e+06f, 24613.8f], batch.Pts.ToArray());
        Assert.Equal([0.150071f, -0.795032f], batch.Etas.ToArray());
        Assert.Equal([-1.34083f, 2.00452f], batch.Phis.ToArray());
    }

    [Theory]
    [InlineData("j", ObjectKind.Jet)]
    [InlineData("b", ObjectKind.BJet)]
    [InlineData("e-", ObjectKind.Electron)]
    [InlineData("e+", ObjectKind.Positron)]
    [InlineData("m-", ObjectKind.Muon)]
    [InlineData("m+", ObjectKind.Antimuon)]
    [InlineData("mu-", ObjectKind.Muon)]
    [InlineData("mu+", ObjectKind.Antimuon)]
    [InlineData("g", ObjectKind.Photon)]
    [InlineData("a", ObjectKind.Photon)]
    public void Every_code_is_known(string code, ObjectKind kind) =>
        Assert.Equal(kind, Read($"1;ttbar;1;2;3;{code},5,4,0,1;")[0].Kinds[0]);

    [Fact]
    public void Older_files_lack_ids_or_energies()
    {
        var withoutIds = Read("1;250000;0.5;j,50000,40000,0.5,1\n");
        Assert.Equal((0L, "", 250000f), (withoutIds.EventIds[0], withoutIds.ProcessNames[0], withoutIds.Mets[0]));

        var withoutEnergies = Read("7;njets;1;250000;0.5\n8;njets;1;250000;0.5;j,40000,1.5,1;mu-,20000,0,1;\n");
        Assert.Equal(2, withoutEnergies.Count);
        Assert.Equal([40000f, 20000f], withoutEnergies.Pts.ToArray());
        Assert.Equal((float)(40000 * Math.Cosh(1.5)), withoutEnergies.Energies[0]);
        Assert.Equal(20000f, withoutEnergies.Energies[1]);
    }

    [Theory]
    [InlineData("x;p;1;2;3;j,1,1,1,1", "the event id is no whole number")]
    [InlineData("1;p;1;2;3;j,1,1,1", "after eta, ',' must follow")]
    [InlineData("1;p;1;2;3;j,1,1,1,1,9", "a field goes on")]
    [InlineData("1;p;1;2;3;q,1,1,1,1", "this begins no object")]
    [InlineData("1;p;1;2;3;e,1,1,1,1", "this begins no object")]
    [InlineData("1;p;1;2;3;;j,1,1,1,1", "this begins no object")]
    [InlineData("1;p;1;-2;3;j,1,1,1,1", "MET is negative")]
    [InlineData("1;p;1;2;3;j,1,-1,1,1", "pt is negative")]
    [InlineData("1;p;1;2;3;j,1,1e99,1,1", "pt is no finite number")]
    [InlineData("1;p;1;nan;3;j,1,1,1,1", "MET is no finite number")]
    [InlineData("1;;1;2;3;j,1,1,1,1", "there is no process id")]
    [InlineData("1;p;heavy;2;3;j,1,1,1,1", "the weight is no number")]
    [InlineData("1;p;1;2", "after MET, ';' must follow")]
    [InlineData("1;p;1;2;3;j,1,1,1,1\r5", "a field goes on")]
    public void A_wrong_line_is_named_with_its_file(string line, string what)
    {
        var error = Assert.Throws<UserInputException>(() => Read($"{Line};\n\n{Line};\n{line}\n{Line};\n"));
        Assert.Equal("event-malformed", error.Code);
        Assert.Contains("Line 4 of", error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.PathTo("events.csv"), error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_size_of_piece_and_number_of_threads_reads_the_same()
    {
        var path = _folder.Write("events.csv", string.Concat(Enumerable.Range(1, 200).Select(i => Random(new RandomStream((ulong)i)) + (i % 7 == 0 ? "\r\n" : "\n"))).TrimEnd());
        var whole = EventFile.ReadAll(path);
        Assert.Equal(200, whole.Count);
        foreach (var chunkLength in (int[])[50, 331, 5000])
        {
            using var file = EventFile.Open(path, chunkLength);
            foreach (var threads in (int[])[1, 3])
            {
                var merged = new EventBatch();
                foreach (var batch in file.ReadBatches(threads))
                {
                    for (var i = 0; i < batch.Count; i++)
                        merged.AddCopy(batch, i);
                }

                AssertEqual(whole, merged);
            }
        }
    }

    [Fact]
    public void The_first_wrong_line_is_named_on_any_number_of_threads()
    {
        var lines = Enumerable.Repeat(Line, 300).ToArray();
        (lines[120], lines[121], lines[250]) = ("wrong", "also wrong", "wrong too");
        var path = _folder.Write("events.csv", string.Join('\n', lines));
        using var file = EventFile.Open(path, chunkLength: 200);
        foreach (var threads in (int[])[1, 2, 5])
        {
            var error = Assert.Throws<UserInputException>(() => file.ReadBatches(threads).Count());
            Assert.Contains("Line 121 of", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Mutated_lines_are_events_or_named_never_a_crash()
    {
        var random = new RandomStream(5);
        var refused = 0;
        for (var round = 0; round < 2000; round++)
        {
            var text = Encoding.Latin1.GetBytes($"{Random(random)}\n{Random(random)}\n{Random(random)};\n");
            var mutated = Mutate(text, random);
            var path = _folder.PathTo("events.csv");
            File.WriteAllBytes(path, mutated);
            try
            {
                var batch = EventFile.ReadAll(path);
                Assert.Equal(batch.ObjectCount, batch.Offsets[^1]);
            }
            catch (UserInputException error) when (error.Code == "event-malformed")
            {
                refused++;
                Assert.Matches("^Line [1-9][0-9]* of '.*events.csv' is no event: ", error.Message);
            }
        }

        Assert.InRange(refused, 800, 1950);
    }

    [Fact]
    public void A_line_without_end_is_refused_and_an_empty_file_has_no_events()
    {
        var error = Assert.Throws<UserInputException>(() => Read(Line + "\n" + new string('7', 3 << 20)));
        Assert.Contains("Line 2 of", error.Message, StringComparison.Ordinal);
        Assert.Contains("longer than 65536 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, Read("").Count);
        Assert.Equal("file-missing", Assert.Throws<UserInputException>(() => EventFile.Open(_folder.PathTo("none.csv"))).Code);
    }

    [Fact]
    public void Reading_reports_progress_and_stops_when_asked_to()
    {
        var path = _folder.Write("events.csv", string.Join('\n', Enumerable.Repeat(Line, 100)));
        using var file = EventFile.Open(path, chunkLength: 500);
        var reported = new Reports();
        using var cancellation = new CancellationTokenSource();
        var batches = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var _ in file.ReadBatches(2, reported, cancellation.Token))
            {
                if (++batches == 3)
                    cancellation.Cancel();
            }
        });
        Assert.Equal(3, batches);
        Assert.Equal([1.0 / file.ChunkCount, 2.0 / file.ChunkCount, 3.0 / file.ChunkCount], reported.Fractions);
    }

    [SharedTheory("data/lhc")]
    [InlineData("chan1/background_chan1_7.79_reduced.csv", 1000, 12)]
    [InlineData("chan1/glgl1600_neutralino800_chan1.csv", 10755, 1)]
    [InlineData("chan1/stop2b1000_neutralino300_chan1.csv", 5282, 1)]
    [InlineData("chan3/monojet_Zp2000.0_DM_50.0_chan3.csv", 6399, 1)]
    public void The_published_files_are_read_to_the_last_digit(string file, int events, int processes)
    {
        var path = SharedData.PathTo(["data", "lhc", .. file.Split('/')]);
        var batch = EventFile.ReadAll(path, threads: 2);
        Assert.Equal((events, processes), (batch.Count, batch.ProcessNames.Count));
        var index = 0;
        foreach (var line in File.ReadLines(path))
        {
            var fields = line.TrimEnd(';').Split(';');
            var seen = batch[index];
            Assert.Equal(fields[1], batch.ProcessNames[batch.Processes[index]]);
            Assert.Equal(Single(fields[3]), seen.Met);
            Assert.Equal(fields.Length - 5, seen.Count);
            for (var i = 0; i < seen.Count; i++)
            {
                var words = fields[5 + i].Split(',');
                Assert.Equal(words[0], ObjectKinds.Codes[(int)seen.Kinds[i]]);
                Assert.Equal([Single(words[1]), Single(words[2]), Single(words[3]), Single(words[4])], [seen.Energies[i], seen.Pts[i], seen.Etas[i], seen.Phis[i]]);
            }

            index++;
        }

        Assert.Equal(events, index);
    }

    internal static void AssertEqual(EventBatch expected, EventBatch actual)
    {
        Assert.Equal(expected.Offsets, actual.Offsets);
        Assert.True(expected.Kinds.SequenceEqual(actual.Kinds));
        Assert.Equal(expected.Energies, actual.Energies);
        Assert.Equal(expected.Pts, actual.Pts);
        Assert.Equal(expected.Etas, actual.Etas);
        Assert.Equal(expected.Phis, actual.Phis);
        Assert.Equal(expected.EventIds, actual.EventIds);
        Assert.Equal(expected.Weights, actual.Weights);
        Assert.Equal(expected.Mets, actual.Mets);
        Assert.Equal(expected.MetPhis, actual.MetPhis);
        Assert.Equal(expected.ProcessNames, actual.ProcessNames);
        Assert.Equal(expected.Processes, actual.Processes);
    }

    /// <summary>A line with up to six objects.</summary>
    internal static string Random(RandomStream random)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{random.Below(1000)};{((string[])["njets", "ttbar", "z_jets"])[random.Below(3)]};1;{1e6 * random.Uniform():g6};{random.Normal():g6}");
        for (var i = random.Below(7); i > 0; i--)
            line.Append(CultureInfo.InvariantCulture, $";{ObjectKinds.Codes[random.Below(7)]},{3e6 * random.Uniform():g6},{1e6 * random.Uniform():g6},{random.Normal():g6},{random.Normal():g6}");
        return line.ToString();
    }

    private static byte[] Mutate(byte[] text, RandomStream random)
    {
        var bytes = text.ToList();
        for (var times = 1 + random.Below(3); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Below(bytes.Count);
            switch (random.Below(6))
            {
                case 0: bytes.RemoveAt(at); break;
                case 1: bytes.Insert(at, (byte)random.Below(256)); break;
                case 2: bytes[at] = (byte)random.Below(256); break;
                case 3: bytes[at] = (byte)";,\n\r-+.ejbgm0"[random.Below(13)]; break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(20, bytes.Count - at))); break;
            }
        }

        return [.. bytes];
    }

    private static float Single(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    private EventBatch Read(string text) => EventFile.ReadAll(_folder.Write("events.csv", text));

    private sealed class Reports : IProgress<FitProgress>
    {
        public List<double> Fractions { get; } = [];

        public void Report(FitProgress value) => Fractions.Add(value.Fraction);
    }
}
