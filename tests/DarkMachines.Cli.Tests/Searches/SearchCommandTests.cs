using System.Globalization;
using DarkMachines.Testing;

namespace DarkMachines.Cli.Tests.Searches;

public class SearchCommandTests : WorkspaceTest
{
    [Fact]
    public void Two_samples_that_differ_are_told_apart_and_where()
    {
        var random = new RandomStream(1);
        var benchmark = Write("a.csv", "mass,angle\n" + Points(600, 0));
        var trial = Write("b.csv", "angle,mass\n" + Points(500, 0) + string.Concat(Enumerable.Range(0, 100).Select(_ => Line(0.1 * random.Normal(), 2 + 0.1 * random.Normal()))));
        string[] arguments = ["two-sample", benchmark, trial, "--permutations", "100", "-o", PathTo("where.csv")];
        var run = CliRun.InProcess([.. arguments, "--json"]);
        Assert.Equal((600, 600, 2), ((int)run.Document["benchmarkRows"]!, (int)run.Document["trialRows"]!, (int)run.Document["columns"]!));
        Assert.True((double)run.Document["pValue"]! < 0.02);
        Assert.All(run.Document["mostInExcess"]!.AsArray(), point => Assert.InRange((int)point!["row"]!, 500, 599));
        var lines = File.ReadAllLines(PathTo("where.csv"));
        Assert.Equal((601, "row,log-ratio,significance"), (lines.Length, lines[0]));
        Assert.Equal(run.Output, CliRun.InProcess([.. arguments, "--json", "--threads", "1"]).Output);
        Assert.Contains("standard deviations", CliRun.InProcess(arguments).Output, StringComparison.Ordinal);

        string Points(int count, double mean) => string.Concat(Enumerable.Range(0, count).Select(_ => Line(random.Normal() + mean, random.Normal())));
    }

    [SharedFact("data/cwola/signal_bin7_bincounts.dat")]
    public void The_cuts_of_CWoLa_hunting_are_looked_at_in_their_window()
    {
        var document = CliRun.InProcess("bump-hunt", SharedData.PathTo("data", "cwola", "signal_bin7_bincounts.dat"), "--json").Document;
        var histograms = document["histograms"]!.AsArray();
        Assert.Equal(11, histograms.Count);
        var window = Assert.Single(histograms.Single(item => (double)item!["cut"]! == 0.002)!["windows"]!.AsArray())!;
        Assert.Equal((2730, 3189, 291), ((int)window["low"]!, (int)window["high"]!, (int)window["observed"]!));
        Assert.Equal(168.77, (double)window["expected"]!, 0.01);
        Assert.Equal(6.60, (double)window["significance"]!, 0.02);
    }

    [Theory]
    [InlineData("dijet", "40")]
    [InlineData("gaussian-process", "2")]
    public void A_bump_in_a_histogram_is_found(string background, string experiments)
    {
        var bins = Enumerable.Range(0, 20).Select(i => (Low: 1000 + 100 * i, Count: Math.Round(2e5 * Math.Exp(-i / 2.5)) + (i is 9 or 10 ? 1200 : 0)));
        var file = Write("masses.csv", "low,high,count\n" + string.Concat(bins.Select(bin => Line(bin.Low, bin.Low + 100, bin.Count))));
        string[] arguments = ["bump-hunt", file, "--background", background, "--pseudo-experiments", experiments];
        var histogram = CliRun.InProcess([.. arguments, "--json"]).Document["histograms"]![0]!;
        var best = histogram["windows"]!.AsArray().MaxBy(window => (double)window!["significance"]!)!;
        Assert.InRange((double)best["low"]!, 1700, 2000);
        Assert.Equal(1 / (1 + double.Parse(experiments, CultureInfo.InvariantCulture)), (double)histogram["globalPValue"]!, 1e-9);
        Assert.Contains("the best window is", CliRun.InProcess(arguments).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_general_search_adds_processes_and_finds_the_region()
    {
        var data = Write("data.csv", "class,bin,observed\na,0,9\na,1,25\na,2,2\nb,0,7\nb,1,4\n");
        var first = Write("first.csv", "class,bin,expected,uncertainty\na,0,6,0.3\na,1,3,0.4\na,2,1,0.1\nb,0,5,1\n");
        var second = Write("second.csv", "class,bin,expected,uncertainty\na,0,4,0.4\na,1,1,0.3\na,2,1,0\nb,0,2,0\nb,1,4,0.5\n");
        string[] arguments = ["general-search", data, first, second, "--pseudo-experiments", "200"];
        var document = CliRun.InProcess([.. arguments, "--json"]).Document;
        Assert.Equal((2, 9), ((int)document["classes"]!, (int)document["regions"]!));
        var finding = document["findings"]![0]!;
        Assert.Equal(("a", 1, 1, 25, 4.0, 0.5), ((string)finding["class"]!, (int)finding["firstBin"]!, (int)finding["lastBin"]!, (int)finding["observed"]!, (double)finding["expected"]!, Math.Round((double)finding["uncertainty"]!, 12)));
        Assert.Equal(1 / 201.0, (double)finding["globalPValue"]!, 1e-12);
        Assert.Contains("9 regions in 2 classes", CliRun.InProcess(arguments).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_are_told_with_what_to_do()
    {
        var points = Write("a.csv", "x,y\n1,2\n2,3\n");
        Fails(1, "more than 5 are needed", "two-sample", points, points);
        Fails(1, "has no column 'y'", "two-sample", points, Write("b.csv", "x,z\n1,2\n"));
        Fails(1, "missing or infinite value in row 1", "two-sample", points, Write("c.csv", "x,y\n1,\n"));
        Fails(2, "--permutations is 5", "two-sample", points, points, "--permutations", "5");
        Fails(1, "has no column 'low'", "bump-hunt", points);
        Fails(1, "row 2: each bin must begin where the one before ends", "bump-hunt", Write("d.csv", "low,high,count\n1,2,5\n3,4,5\n"));
        Fails(1, "'-5' in column 'count' of row 1", "bump-hunt", Write("e.csv", "low,high,count\n1,2,-5\n"));
        Fails(1, "do not lie between 0 and the energy 3", "bump-hunt", Write("f.csv", "low,high,count\n1,2,5\n2,4,5\n"), "--energy", "3");
        Fails(1, "have no window", "bump-hunt", Write("f.csv", "low,high,count\n1,2,5\n2,4,5\n"));
        Fails(1, "line 1: 3 numbers", "bump-hunt", Write("g.dat", "1 2 3\n"));
        Fails(1, "line 2: 'many' is no count", "bump-hunt", Write("g.dat", "1 2 3\n1 many 3\n"), "--edges", "1,2,3");
        Fails(2, "do not rise", "bump-hunt", Write("g.dat", "1 2 3\n"), "--edges", "1,3,2");
        Fails(1, "There is no file", "bump-hunt", PathTo("none.csv"));
        Fails(1, "cannot be read", "bump-hunt", PathTo("none.dat"));
        var data = Write("data.csv", "class,bin,observed\na,0,9\n");
        Fails(1, "bin '1' of class 'a', which the data do not have", "general-search", data, Write("h.csv", "class,bin,expected,uncertainty\na,1,9,1\n"));
        Fails(1, "row 2: bin '0' of class 'a' was already given", "general-search", data, Write("i.csv", "class,bin,expected,uncertainty\na,0,9,1\na,0,9,1\n"));
        Fails(1, "has no column 'uncertainty'", "general-search", data, Write("j.csv", "class,bin,expected\na,0,9\n"));
        Fails(1, "has 1.5 events", "general-search", Write("k.csv", "class,bin,observed\na,0,1.5\n"), data);
        Fails(2, "--least-expected is 0", "general-search", data, data, "--least-expected", "0");
    }

    private static void Fails(int exitCode, string message, params string[] arguments)
    {
        var run = CliRun.InProcess([.. arguments, "--json"]);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.NotNull(run.Document["error"]!["remedy"]);
    }

    private static string Line(params double[] values) => string.Join(',', values.Select(x => x.ToString("R", CultureInfo.InvariantCulture))) + "\n";

    private string PathTo(string name) => Path.Combine(Folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(PathTo(name), text);
        return PathTo(name);
    }
}
