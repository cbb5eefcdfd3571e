using DarkMachines.Data.Ainalysis;

namespace DarkMachines.Data.Tests.Ainalysis;

public sealed class AinalysisChecksumsTests : IDisposable
{
    // CRC-32 of "123456789", the check value of every implementation.
    private const ulong CheckValue = 0xcbf43926;

    private readonly TemporaryFolder _folder = new();

    public AinalysisChecksumsTests()
    {
        _folder.Write("estimator.onnx", "123456789");
        _folder.Write("configuration.yaml", "a: 1\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Written_checksums_are_the_documented_ones_and_are_verified()
    {
        _folder.Write("data/X.npy", "123456789");
        AinalysisChecksums.Write(_folder.Root);
        var lines = File.ReadAllLines(_folder.PathTo("checksums.sfv"));
        Assert.Equal(["estimator", "configuration.yaml", "functions.py", "total"], lines.Select(line => line.Split(' ')[0]));
        Assert.Equal("estimator 0cbf43926", lines[0]);
        Assert.Equal("functions.py 000000000", lines[2]);
        var checks = AinalysisChecksums.Check(_folder.Root);
        Assert.All(checks, check => Assert.Equal(check.Expected, check.Found));
        Assert.Equal(2 * CheckValue + checks[1].Found, checks[3].Found);
    }

    [Theory]
    [InlineData("estimator.onnx", "123456788")]
    [InlineData("configuration.yaml", "a: 2\n")]
    public void A_file_that_differs_is_named_with_what_is_expected_and_found(string file, string text)
    {
        AinalysisChecksums.Write(_folder.Root);
        var expected = File.ReadLines(_folder.PathTo("checksums.sfv")).First(line => file.StartsWith(line.Split(' ')[0], StringComparison.Ordinal)).Split(' ')[1];
        _folder.Write(file, text);
        var error = Assert.Throws<UserInputException>(() => AinalysisChecksums.Check(_folder.Root));
        Assert.Equal("ainalysis-checksum", error.Code);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains($"expects {expected}", error.Message, StringComparison.Ordinal);
        AinalysisChecksums.Write(_folder.Root);
        Assert.Contains($"is {AinalysisChecksums.Check(_folder.Root).First(check => file.StartsWith(check.Item, StringComparison.Ordinal)).Found:x9}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_file_shows_in_the_total()
    {
        AinalysisChecksums.Write(_folder.Root);
        _folder.Write("about.html", "123456789");
        var error = Assert.Throws<UserInputException>(() => AinalysisChecksums.Check(_folder.Root));
        Assert.Contains("all files of", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_total_that_counts_a_file_once_for_each_folder_is_right_too()
    {
        AinalysisChecksums.Write(_folder.Root);
        var alone = AinalysisChecksums.Check(_folder.Root)[3].Found;
        _folder.Write("data/X.npy", "123456789");
        _folder.Write("checksums.sfv", FormattableString.Invariant($"total {alone + 2 * CheckValue:x9}\n"));
        Assert.Equal(alone + CheckValue, AinalysisChecksums.Check(_folder.Root)[3].Found);
        _folder.Write("checksums.sfv", FormattableString.Invariant($"total {alone + 3 * CheckValue:x9}\n"));
        Assert.Throws<UserInputException>(() => AinalysisChecksums.Check(_folder.Root));
    }

    [Fact]
    public void A_folder_without_checksums_tells_none_and_a_line_that_is_none_is_refused()
    {
        Assert.All(AinalysisChecksums.Check(_folder.Root), check => Assert.Null(check.Expected));
        _folder.Write("checksums.sfv", "estimator 0cbf43926\ntotal x\n");
        Assert.Contains("Line 2 of", Assert.Throws<UserInputException>(() => AinalysisChecksums.Check(_folder.Root)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("# IMPORTS\nimport numpy as np\n\"\"\" Takes data,\n\nand gives it. \"\"\"\ndef read(data):\n\treturn data\n\n# MAP\ndef mapping(data, parameters):\n    return data", true)]
    [InlineData("def transform(data):\n\treturn data / 2\n", false)]
    [InlineData("def transform(data):\n\tdata += 1\n\treturn data\n", false)]
    [InlineData("from mine import transform\n", false)]
    [InlineData("transform = abs\n", false)]
    public void Functions_that_do_nothing_are_passed_over(string text, bool isPassed)
    {
        _folder.Write("functions.py", text);
        if (isPassed)
        {
            AinalysisFunctions.Check(_folder.Root);
            return;
        }

        var error = Assert.Throws<UserInputException>(() => AinalysisFunctions.Check(_folder.Root));
        Assert.Equal("ainalysis-function", error.Code);
        Assert.Contains("part of the graph in estimator.onnx", error.Remedy, StringComparison.Ordinal);
    }
}
