namespace DarkMachines.Onnx;

/// <summary>A classifier from an ONNX file. Threads may share it.</summary>
/// <remarks>
/// The same call gives the same bytes, whatever else runs. ONNX Runtime promises less for one row in different batches:
/// its answers agree within rounding, about 1e-7. Measured on forests, linear models and dense networks they agree to
/// the bit, as no run here has a single row, which would go through other kernels.
/// </remarks>
public sealed class OnnxClassifier : IClassifierModel, IDisposable
{
    private readonly MatrixInput _input;
    private readonly ClassifierOutput _output;
    private readonly MatrixSession _session;

    internal OnnxClassifier(
        OnnxFile file,
        ModelCard? card,
        MatrixInput input,
        ClassifierOutput output,
        MatrixSession session,
        ClassNames classes,
        IReadOnlyList<OnnxFinding> findings)
    {
        File = file;
        Card = card;
        Classes = classes.Names;
        PositiveClass = classes.Positive;
        Findings = findings;
        _input = input;
        _output = output;
        _session = session;
    }

    /// <summary>The file it came from.</summary>
    public OnnxFile File { get; }

    /// <summary>The file's model card; null if there is none.</summary>
    public ModelCard? Card { get; }

    /// <summary>The columns that a row must have: named by the card, or <c>x0</c>, <c>x1</c> and so on.</summary>
    public IReadOnlyList<Feature> Features => _input.Features;

    /// <summary>True if the columns' names are the author's, false if they are only numbered: then position decides.</summary>
    public bool HasFeatureNames => _input.HasFeatureNames;

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The class that counts as positive; null if there are more than two and none was named.</summary>
    public string? PositiveClass { get; }

    /// <summary>Name of the output that is read.</summary>
    public string OutputName => _output.Name;

    /// <summary>What the import decided and why, and the traps it found.</summary>
    public IReadOnlyList<OnnxFinding> Findings { get; }

    /// <summary>The columns of a table that the model reads, in its order: by name, or by position if it has none.</summary>
    /// <param name="table">Any table.</param>
    /// <exception cref="UserInputException">The table lacks columns, or has another number of them.</exception>
    public FeatureTable SelectInputs(FeatureTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return _input.Select(table);
    }

    /// <inheritdoc/>
    /// <exception cref="UserInputException">The graph fails on these rows, or gives something else than probabilities.</exception>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var count = this.RowCount(rows, probabilities.Length, Classes.Count);
        if (_session.OutputColumns == 1)
        {
            _session.Run(rows, probabilities[count..]);
            Probabilities.Expand(probabilities, _output.Form);
        }
        else
        {
            _session.Run(rows, probabilities);
        }

        for (var row = 0; row < count; row++)
        {
            var values = probabilities.Slice(row * Classes.Count, Classes.Count);
            if (_output.Form == OutputForm.Logits && _session.OutputColumns > 1)
                Probabilities.Softmax(values);
            if (!Probabilities.AreValid(values))
                throw NotProbabilities(row, values);
        }
    }

    /// <summary>Frees the native session; no call may be running, and none may follow.</summary>
    public void Dispose() => _session.Dispose();

    private UserInputException NotProbabilities(int row, ReadOnlySpan<float> values) => new(
        "not-probabilities",
        FormattableString.Invariant($"'{File.Path}' gives [{string.Join(", ", values.ToArray())}] for row {row}; class probabilities lie between 0 and 1 and add to one."),
        $"Check the row for values that are not finite, and that '{OutputName}' is the output with the probabilities.");
}
