using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Data.Tests;

public sealed class DelimitedNumbersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1 2.5\n-3e2\t4\n", null)]
    [InlineData("  1   2.5 \r\n\r\n-3e2 4 \r\n\n", null)]
    [InlineData("1,2.5\n-3e2, 4", ',')]
    [InlineData("1;2.5\n-3e2;4", ';')]
    [InlineData("1\t2.5\n-3e2\t4", '\t')]
    public void Reads_numbers_between_separators(string text, char? separator)
    {
        var rows = DelimitedNumbers.Read(_folder.Write("table", text), new DelimitedFormat(2, separator));
        Assert.Equal([[1, 2.5], [-300, 4]], rows.Select(row => row.Values));
    }

    [Fact]
    public void Rows_know_their_line_in_the_file()
    {
        var rows = DelimitedNumbers.Read(_folder.Write("table", "x\n\n1\n\n2\n"), new DelimitedFormat(1, HasHeader: true));
        Assert.Equal([3, 5], rows.Select(row => row.Line));
    }

    [Fact]
    public void Numbers_come_back_to_the_bit() => Check.QuickThrowOnFailure(
        Prop.ForAll<NormalFloat[], NormalFloat>((others, first) =>
        {
            double[] numbers = [first.Get, .. others.Select(number => number.Get)];
            var text = string.Join('\n', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
            var rows = DelimitedNumbers.Read(_folder.Write("table", text), new DelimitedFormat(1));
            return rows.Select(row => BitConverter.DoubleToInt64Bits(row.Values[0]))
                .SequenceEqual(numbers.Select(BitConverter.DoubleToInt64Bits));
        }));

    [Theory]
    [InlineData("1 2\n3 x\n", "not-a-number", "'x' in line 2, column 2")]
    [InlineData("1 nan\n", "not-a-number", "'nan' in line 1, column 2")]
    [InlineData("inf 1\n", "not-a-number", "'inf' in line 1, column 1")]
    [InlineData("-Infinity 1\n", "not-a-number", "'-Infinity' in line 1, column 1")]
    [InlineData("1 1e999\n", "not-a-number", "'1e999' in line 1, column 2")]
    [InlineData("1 2,5\n", "not-a-number", "'2,5' in line 1, column 2")]
    [InlineData("1 2\n3 4 5\n6 7\n", "wrong-column-count", "3 columns in line 2, where 2 are expected")]
    [InlineData("1 2\n3\n4 5\n", "wrong-column-count", "1 columns in line 2, where 2 are expected")]
    [InlineData("1 2\n3", "file-truncated", "ends in line 2 after 1 of 2 columns")]
    [InlineData("", "file-empty", "no rows")]
    [InlineData("\n \n", "file-empty", "no rows")]
    public void Says_what_is_wrong_and_where(string text, string code, string found)
    {
        var path = _folder.Write("table", text);
        var error = Assert.Throws<UserInputException>(() => DelimitedNumbers.Read(path, new DelimitedFormat(2)));
        Assert.Equal(code, error.Code);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void An_empty_field_between_separators_is_named_as_nothing() =>
        Assert.Contains("nothing in line 1, column 2", Failure("1,,3", new DelimitedFormat(3, ',')).Message, StringComparison.Ordinal);

    [Fact]
    public void A_long_field_is_quoted_in_part() =>
        Assert.True(Failure(new string('x', 100_000), new DelimitedFormat(1)).Message.Length < 500);

    [Fact]
    public void A_header_that_is_a_row_of_numbers_is_refused() =>
        Assert.Equal("header-missing", Failure("1 2\n3 4", new DelimitedFormat(2, HasHeader: true)).Code);

    [Fact]
    public void A_header_alone_is_an_empty_file() =>
        Assert.Equal("file-empty", Failure("x y\n", new DelimitedFormat(2, HasHeader: true)).Code);

    [Fact]
    public void A_missing_file_is_named()
    {
        var path = _folder.PathTo("nowhere/table");
        var error = Assert.Throws<UserInputException>(() => DelimitedNumbers.Read(path, new DelimitedFormat(2)));
        Assert.Equal("file-missing", error.Code);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_unreadable() => Assert.Equal(
        "file-unreadable",
        Assert.Throws<UserInputException>(() => DelimitedNumbers.Read(_folder.Root, new DelimitedFormat(2))).Code);

    [Fact]
    public void A_culture_with_decimal_commas_changes_nothing()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var rows = DelimitedNumbers.Read(_folder.Write("table", "1.5 2.25"), new DelimitedFormat(2));
            Assert.Equal([1.5, 2.25], rows[0].Values);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private UserInputException Failure(string text, DelimitedFormat format) =>
        Assert.Throws<UserInputException>(() => DelimitedNumbers.Read(_folder.Write("table", text), format));
}
