using DarkMachines.Challenges.Surrogates;
using DarkMachines.Data.Slha;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>Points from SLHA files, one a file.</summary>
/// <param name="files">Their paths.</param>
/// <param name="parameters">The parameters, in the model's order.</param>
/// <param name="cancellation">Asks to stop.</param>
internal sealed class SpectrumSource(IReadOnlyList<string> files, IReadOnlyList<SlhaParameter> parameters, CancellationToken cancellation) : PointSource
{
    private static readonly string[] Extensions = [".slha", ".spc", ".SLHA", ".SPC"];

    private UserInputException?[] _failures = [];
    private int _start;
    private int _next;

    public override double Share => (double)_next / files.Count;

    /// <summary>The files that were named, a folder as those within it that end as spectra do.</summary>
    /// <exception cref="UserInputException">A folder has no such file.</exception>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> named) => [.. named.SelectMany(path =>
    {
        if (!Directory.Exists(path))
            return [path];
        var within = Directory.EnumerateFiles(path).Where(file => Extensions.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal).ToArray();
        return within.Length > 0
            ? within
            : throw new UserInputException("no-spectra", $"The folder '{path}' has no file that ends with .slha or .spc.", "Name the files themselves.");
    })];

    /// <summary>The parameters of a set that a model reads, in its order.</summary>
    /// <exception cref="UserInputException">The set lacks one, or nobody tells what the model's columns are.</exception>
    public static IReadOnlyList<SlhaParameter> Choose(ModelParameters model, SlhaParameters set)
    {
        if (model.Names is null)
        {
            throw new UserInputException(
                "wrong-columns", $"The model does not name its {model.Ranges.Count} columns, and the parameters '{set.Name}' are {set.Parameters.Count}.",
                "Name the parameters with --parameters FILE, or the model's inputs in a model card.");
        }

        return [.. model.Names.Select(name => set.Parameters.FirstOrDefault(parameter => parameter.Name == name) ?? throw new UserInputException(
            "wrong-columns", $"The model reads '{name}', which is none of the parameters '{set.Name}': {string.Join(", ", set.Parameters.Select(p => p.Name))}.",
            "Say with --parameters FILE where it stands in a spectrum."))];
    }

    public override int Read(PredictedPoints room)
    {
        var count = Math.Min(room.Most, files.Count - _next);
        (_start, _next, _failures) = (_next, _next + count, new UserInputException?[count]);
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var row = room.Rows.AsSpan(i * parameters.Count, parameters.Count);
            try
            {
                var spectrum = SlhaFile.Read(files[_start + i]);
                for (var j = 0; j < parameters.Count; j++)
                    row[j] = (float)parameters[j].Read(spectrum);
            }
            catch (UserInputException failure)
            {
                _failures[i] = failure;
                row.Fill(float.NaN);
            }
        });
        return count;
    }

    public override string NameOf(int point) => files[_start + point];

    public override DarkMachinesException? FailureOf(int point) => _failures[point];

    public override void Dispose()
    {
    }
}
