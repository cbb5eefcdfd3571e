using System.Diagnostics;
using System.Globalization;

namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>
/// A program as an oracle. For each point a template is filled in, in which <c>{NAME}</c> stands for a parameter, and
/// written to a file; the program is given its path in place of <c>{input}</c> among its arguments, and the last line that
/// it prints begins with the name of the class. It fails on a point by any other answer, by an exit code that is not zero,
/// or by taking too long: it is then ended with all that it started.
/// </summary>
public sealed class ProgramOracle : IOracle
{
    private const string InputMark = "{input}";

    private readonly string _template;
    private readonly string _program;
    private readonly IReadOnlyList<string> _arguments;
    private readonly TimeSpan _limit;
    private readonly string _extension;

    /// <summary>Makes the oracle.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="template">Path of the template; its extension is the input file's too.</param>
    /// <param name="command">The program and its arguments, among which <c>{input}</c> stands for the file.</param>
    /// <param name="limit">Longest time that a point may take.</param>
    /// <exception cref="UserInputException">The template cannot be read, or misses a parameter.</exception>
    public ProgramOracle(IReadOnlyList<Feature> parameters, IReadOnlyList<string> classes, string template, IReadOnlyList<string> command, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentOutOfRangeException.ThrowIfLessThan(command.Count, 1, nameof(command));
        (Parameters, Classes, _program, _arguments, _limit, _extension) = (parameters, classes, command[0], [.. command.Skip(1)], limit, Path.GetExtension(template));
        try
        {
            _template = File.ReadAllText(template);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("file-unreadable", $"The template '{template}' cannot be read: {e.Message}", "Check the path.", e);
        }

        string[] missing = [.. parameters.Select(parameter => parameter.Name).Where(name => !_template.Contains($"{{{name}}}", StringComparison.Ordinal))];
        if (missing.Length > 0)
            throw new UserInputException("template-incomplete", $"The template '{template}' does not use {string.Join(", ", missing)}.", "Write {NAME} where the parameter's value belongs.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Parameters { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public void Ask(ReadOnlyMemory<float> points, Span<OracleAnswer> answers, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var folder = Directory.CreateTempSubdirectory("darkmachines-oracle-").FullName;
        var given = new OracleAnswer[answers.Length];
        try
        {
            context.ForEach(given.Length, i =>
            {
                var input = Path.Combine(folder, FormattableString.Invariant($"{i}{_extension}"));
                File.WriteAllText(input, Filled(points.Span.Slice(i * Parameters.Count, Parameters.Count)));
                given[i] = Run(input, context.Cancellation);
                File.Delete(input);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        given.CopyTo(answers);
    }

    private string Filled(ReadOnlySpan<float> point)
    {
        var text = _template;
        for (var j = 0; j < point.Length; j++)
            text = text.Replace($"{{{Parameters[j].Name}}}", point[j].ToString("R", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return text;
    }

    private OracleAnswer Run(string input, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(_program, _arguments.Select(argument => argument.Replace(InputMark, input, StringComparison.Ordinal)))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            stop.CancelAfter(_limit);
            try
            {
                var (output, error) = (process.StandardOutput.ReadToEndAsync(stop.Token), process.StandardError.ReadToEndAsync(stop.Token));
                process.WaitForExitAsync(stop.Token).GetAwaiter().GetResult();
                return process.ExitCode == 0 ? Answer(output.GetAwaiter().GetResult()) : Failed($"exit code {process.ExitCode}: {LastLine(error.GetAwaiter().GetResult())}");
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellation.ThrowIfCancellationRequested();
                return Failed(FormattableString.Invariant($"no answer within {_limit.TotalSeconds} s"));
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new UserInputException("program-unstartable", $"'{_program}' cannot be started: {e.Message}", "Name a program that you may run.", e);
        }
    }

    private OracleAnswer Answer(string output)
    {
        var line = LastLine(output);
        var word = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        var place = Enumerable.Range(0, Classes.Count).FirstOrDefault(c => Classes[c] == word, -1);
        return place >= 0 ? new OracleAnswer(place) : Failed($"answered '{line}' which is none of {string.Join(' ', Classes)}");
    }

    private static OracleAnswer Failed(string reason) => new(-1, reason.Length > 200 ? reason[..200] : reason);

    private static string LastLine(string text) => text.Split('\n').LastOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim() ?? "";
}
