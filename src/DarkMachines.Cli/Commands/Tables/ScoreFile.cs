using System.Globalization;
using System.Text;
using DarkMachines.Data;

namespace DarkMachines.Cli.Commands.Tables;

/// <summary>Writes answers: CSV with the number of the row first, or NPY.</summary>
internal static class ScoreFile
{
    /// <exception cref="UsageException">The extension is neither.</exception>
    public static void RequireKind(string path)
    {
        if (Path.GetExtension(path).ToUpperInvariant() is not (".CSV" or ".NPY"))
            throw new UsageException("unknown-table", $"'{path}' is of no known kind, by its extension.", "Name a .csv or .npy file.");
    }

    /// <exception cref="UserInputException">The file cannot be written.</exception>
    public static void Write(string path, Answers answers)
    {
        var width = answers.Names.Count;
        var temporary = FormattableString.Invariant($"{path}.{Environment.ProcessId}.tmp");
        try
        {
            if (Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase))
                NpyFile.Write(temporary, answers.Values, width == 1 ? [answers.Values.Length] : [answers.Values.Length / width, width]);
            else
                WriteText(temporary, answers, width);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
            throw new UserInputException("scores-unwritable", $"'{path}' cannot be written: {e.Message}", "Name a file in a folder that you may write to.", e);
        }
    }

    private static void WriteText(string path, Answers answers, int width)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        writer.WriteLine($"row,{string.Join(',', answers.Names.Select(Quoted))}");
        for (var i = 0; i < answers.Values.Length; i++)
        {
            if (i % width == 0)
                writer.Write((i / width).ToString(CultureInfo.InvariantCulture));
            writer.Write(',');
            writer.Write(answers.Values[i].ToString(CultureInfo.InvariantCulture));
            if (i % width == width - 1)
                writer.WriteLine();
        }
    }

    private static string Quoted(string name) => name.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
