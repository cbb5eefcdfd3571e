using System.Globalization;
using DarkMachines.Data.Events;

namespace DarkMachines.Data.Ainalysis;

/// <summary>One line of <c>checksums.sfv</c>, and what is there.</summary>
/// <param name="Item">Its name: <c>estimator</c>, <c>configuration.yaml</c>, <c>functions.py</c> or <c>total</c>.</param>
/// <param name="Found">The checksum of what is there; 0 of a file that is not.</param>
/// <param name="Expected">What the file says; null if it does not.</param>
public sealed record AinalysisChecksum(string Item, ulong Found, ulong? Expected);

/// <summary>
/// <c>checksums.sfv</c> of an AInalysis: a line <c>name hex</c> for each of three files, their CRC-32, and <c>total</c>, the sum
/// of the CRC-32 of all files but itself.
/// </summary>
public static class AinalysisChecksums
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "checksums.sfv";

    /// <summary>Name of the estimator in an AInalysis that is read here.</summary>
    public const string EstimatorName = "estimator.onnx";

    private const string Total = "total";
    private const int PieceBytes = 1 << 20;
    private const int MostFiles = 10_000;

    // PhenoAI writes nine digits, and keeps as many bits of the sum.
    private const ulong Mask = 0xF_FFFF_FFFF;

    private static readonly (string Item, string File)[] Items =
        [("estimator", EstimatorName), (AinalysisConfiguration.FileName, AinalysisConfiguration.FileName), (AinalysisFunctions.FileName, AinalysisFunctions.FileName)];

    /// <summary>Checks a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>All items; those that <c>checksums.sfv</c> lacks without what is expected, and so all if it is not there.</returns>
    /// <exception cref="UserInputException">A checksum differs or is none (<c>ainalysis-checksum</c>), or a file cannot be read.</exception>
    public static IReadOnlyList<AinalysisChecksum> Check(string folder)
    {
        var said = Read(Path.Combine(folder, FileName));
        var files = Files(folder);
        AinalysisChecksum[] checks =
        [
            .. Items.Select(item => new AinalysisChecksum(item.Item, Of(Path.Combine(folder, item.File)), Said(item.Item))),
            new(Total, Sum(files), Said(Total)),
        ];
        foreach (var check in checks)
        {
            // PhenoAI 0.2.0 counts a file once more for each folder that it lies in; either sum is right.
            if (check.Expected is null || check.Expected == check.Found || (check.Item == Total && check.Expected == Sum(files.SelectMany(file => Enumerable.Repeat(file, file.Depth)))))
                continue;
            var what = check.Item == Total ? $"all files of '{folder}'" : $"'{Path.Combine(folder, Items.First(item => item.Item == check.Item).File)}'";
            throw new UserInputException(
                "ainalysis-checksum",
                FormattableString.Invariant($"The checksum of {what} is {check.Found:x9}, and {FileName} expects {check.Expected:x9}."),
                "Fetch the folder again; if you changed it yourself, write new checksums with 'darkmachines ainalysis check FOLDER --renew'.");
        }

        return checks;

        ulong? Said(string item) => said.TryGetValue(item, out var sum) ? sum : null;
    }

    /// <summary>Writes the file for what is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="UserInputException">A file cannot be read or written.</exception>
    public static void Write(string folder)
    {
        var lines = Items.Select(item => (item.Item, Sum: (ulong)Of(Path.Combine(folder, item.File)))).Append((Item: Total, Sum: Sum(Files(folder))));
        var path = Path.Combine(folder, FileName);
        try
        {
            File.WriteAllText(path, string.Concat(lines.Select(line => FormattableString.Invariant($"{line.Item} {line.Sum:x9}\n"))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("ainalysis-unwritable", $"'{path}' cannot be written: {e.Message}", "Choose a folder that you may write to.", e);
        }
    }

    private static Dictionary<string, ulong> Read(string path)
    {
        var sums = new Dictionary<string, ulong>(StringComparer.Ordinal);
        if (!File.Exists(path))
            return sums;
        using var reader = new StreamReader(UserFile.Open(path));
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (words.Length != 2 || !ulong.TryParse(words[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sum))
                throw new UserInputException("ainalysis-checksum", FormattableString.Invariant($"Line {number} of '{path}' is no name with a checksum in hexadecimal digits."), "Fetch the folder again.");
            sums[words[0]] = sum;
        }

        return sums;
    }

    private static (string Path, int Depth)[] Files(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var files = Directory.EnumerateFiles(folder, "*", options).Where(path => Path.GetFileName(path) != FileName).Take(MostFiles + 1).ToArray();
        return files.Length <= MostFiles
            ? [.. files.Select(path => (path, Path.GetRelativePath(folder, path).Count(c => c == Path.DirectorySeparatorChar) + 1))]
            : throw new UserInputException("ainalysis-too-large", FormattableString.Invariant($"'{folder}' has more than {MostFiles} files."), "Name the folder of one AInalysis.");
    }

    private static ulong Sum(IEnumerable<(string Path, int Depth)> files) => files.Aggregate(0UL, (sum, file) => sum + Of(file.Path)) & Mask;

    private static uint Of(string path)
    {
        if (!File.Exists(path))
            return 0;
        using var stream = UserFile.Open(path);
        var (sum, piece) = (0u, new byte[PieceBytes]);
        while (stream.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) is var bytes and > 0)
            sum = Crc32.Join(sum, Crc32.Of(piece.AsSpan(0, bytes)), bytes);
        return sum;
    }
}
