using System.Globalization;
using DarkMachines.Data.Slha;
using DarkMachines.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Data.Tests.Slha;

public sealed class SlhaFileTests
{
    private const string Sample =
        """
        # a spectrum
        Block SPINFO   # who made it
             1   SPheno v3.2
        BLOCK gauge Q= 1.42D+16  # (GUT scale)
          1    7.06e-01
        Block Gauge Q=1000
        1    3.62245152E-01  # g'
          3  3  -2.5
        Block alpha
            -1.1E-01   # mixing angle

        DECAY   1000021     5.5E-06   # ~g
        #    BR     NDA   ID1   ID2
          7.5E-01    2    1000002   -2  # BR
          0.25       3    1000022 1 -1
        DECAY 6 Auto
        XSECTION 1.30E+04 2212 2212 2 1000021 1000021
          0 2 0 0 0 0 3.3E-04 SModelS
        """;

    private static readonly string[] Shared =
    [
        "deepxs_sample_1.spc", "deepxs_sample_2.spc", "ew_ymi2l51r.slha", "gluinoToTops.slha", "gluino_squarks.slha", "higgsinoStop.slha",
        "higgsino_spectrum_520_125_dm_4.slha", "idm_example.slha", "longLived.slha", "simplyGluino.slha",
    ];

    [Fact]
    public void Blocks_are_found_by_name_and_scale()
    {
        var file = Parse(Sample);
        Assert.Equal(["SPINFO", "gauge", "Gauge", "alpha"], file.Blocks.Select(block => block.Name));
        Assert.Equal(1.42e16, file.Block("GAUGE")!.Scale);
        Assert.Equal(1000, file.Block("gauge", scale: 500)!.Scale);
        Assert.Null(file.Block("nmix"));
    }

    [Fact]
    public void Entries_are_found_by_all_their_indices()
    {
        var block = Parse(Sample).Block("gauge", 1000)!;
        Assert.Equal("3.62245152E-01", block.Entry(1)!.Words[^1]);
        Assert.Equal("-2.5", block.Entry(3, 3)!.Words[^1]);
        Assert.Null(block.Entry(3));
        Assert.Equal("-1.1E-01", Parse(Sample).Block("ALPHA")!.Entry()!.Words[^1]);
    }

    [Fact]
    public void Decays_have_width_and_channels()
    {
        var decays = Parse(Sample).Decays.ToArray();
        Assert.Equal(5.5e-6, decays[0].Width);
        Assert.Equal([0.75, 0.25], decays[0].Channels.Select(channel => channel.BranchingRatio));
        Assert.Equal([1000022, 1, -1], decays[0].Channels[1].Products);
        Assert.Null(decays[1].Width);
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var file = Parse(Sample);
        Assert.Equal(Text(file), Text(Parse(Text(file))));
        Assert.Equal(file.Sections.Count, Parse(Text(file)).Sections.Count);
        Assert.Equal(Lines(file).Select(line => string.Join(' ', line.Words)), Lines(Parse(Text(file))).Select(line => string.Join(' ', line.Words)));
        Assert.Equal(Lines(file).Select(line => line.Comment), Lines(Parse(Text(file))).Select(line => line.Comment));
    }

    [Theory]
    [InlineData("  1 2.0\nBlock MASS\n", "Line 1 of 's.slha' belongs to no block")]
    [InlineData("Block\n", "Line 1 of 's.slha' opens a block without a name")]
    [InlineData("Block MSOFT Q= high\n", "Line 1 of 's.slha' gives 'high' as the scale Q")]
    [InlineData("Block MSOFT Q= -1\n", "gives '-1' as the scale Q")]
    [InlineData("# x\nDECAY gluino 1\n", "Line 2 of 's.slha' must name a particle")]
    [InlineData("DECAY 6 wide\n", "gives 'wide' as a width")]
    [InlineData("DECAY 6 1.4\n 1.0 2 24\n", "Line 2 of 's.slha' must give a branching ratio")]
    [InlineData("DECAY 6 1.4\n 1.0 2 24 b\n", "names a product 'b'")]
    [InlineData("Block MASS\n\0\0\n", "Line 2 of 's.slha' is no text")]
    [InlineData("# nothing\n", "'s.slha' has no block and no decay")]
    public void A_malformed_file_is_refused_with_its_line(string text, string message)
    {
        var error = Assert.Throws<UserInputException>(() => Parse(text));
        Assert.Equal("slha-malformed", error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_written_into_a_block_come_back_to_the_bit() => Check.QuickThrowOnFailure(
        Prop.ForAll<NormalFloat, PositiveInt>((number, index) =>
        {
            var block = SlhaBlock.Of("MSOFT", 1000.5, [([index.Get], number.Get)]);
            var read = Parse(Text(new SlhaFile("", [], [block]))).Block("msoft")!;
            var parameter = new SlhaParameter("x", "MSOFT", [index.Get]);
            return read.Scale == 1000.5
                && BitConverter.DoubleToInt64Bits(parameter.Read(new SlhaFile("", [], [read]))) == BitConverter.DoubleToInt64Bits(number.Get);
        }));

    [Fact]
    public void Damaged_text_is_read_or_refused_and_never_more() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll<int, int, char>((from, length, inserted) =>
        {
            var start = (int)((uint)from % (uint)Sample.Length);
            var text = Sample.Remove(start, Math.Min((int)((uint)length % 40), Sample.Length - start)).Insert(start, inserted.ToString());
            try
            {
                var file = Parse(text);
                Assert.Equal(Text(file), Text(Parse(Text(file))));
            }
            catch (UserInputException refused)
            {
                Assert.Equal("slha-malformed", refused.Code);
            }
        }));

    [SharedFact("data/susy/slha")]
    public void Files_of_several_generators_are_read_and_written()
    {
        foreach (var name in Shared)
        {
            var file = SlhaFile.Read(SharedData.PathTo("data", "susy", "slha", name));
            var again = Parse(Text(file));
            Assert.Equal(Lines(file).Select(line => string.Join(' ', line.Words)), Lines(again).Select(line => string.Join(' ', line.Words)));
            Assert.Equal(file.Decays.Count(), again.Decays.Count());
            Assert.All(file.Decays.Where(decay => decay.Channels.Count > 0), decay => Assert.InRange(decay.Channels.Sum(channel => channel.BranchingRatio), 0.98, 1.02));
        }
    }

    private static SlhaFile Parse(string text) => SlhaFile.Parse(new StringReader(text), "s.slha");

    private static string Text(SlhaFile file)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        file.Write(writer);
        return writer.ToString();
    }

    private static IEnumerable<SlhaLine> Lines(SlhaFile file) =>
        file.Heading.Concat(file.Sections.SelectMany(section => section.Lines.Prepend(section.Head)));
}
