namespace DarkMachines.Onnx;

/// <summary>A model from an ONNX file. Threads may share it.</summary>
/// <remarks>
/// The same call gives the same bytes, whatever else runs. ONNX Runtime promises less for one row in different batches:
/// its answers agree within rounding, about 1e-7. Measured on forests, linear models and dense networks they agree to
/// the bit, as no run here has a single row, which would go through other kernels.
/// </remarks>
public abstract class OnnxModel : IModel, IDisposable
{
    private readonly TableInput _input;

    private protected OnnxModel(ImportPlan plan, IRowFunction session, params ReadOnlySpan<OnnxFinding> findings)
    {
        File = plan.File;
        Card = plan.Declarations.Card;
        Kind = plan.Output.Kind;
        OutputName = plan.Output.Name;
        Findings = [.. plan.Findings, .. findings];
        _input = plan.Input;
        Session = session;
    }

    /// <summary>The file it came from.</summary>
    public OnnxFile File { get; }

    /// <summary>The model card beside the file, or else within it; null if there is none.</summary>
    public ModelCard? Card { get; }

    /// <summary>What the model does.</summary>
    public ModelKind Kind { get; }

    /// <summary>The columns that a row must have: named by the card or the graph, or <c>x0</c>, <c>x1</c> and so on.</summary>
    public IReadOnlyList<Feature> Features => _input.Features;

    /// <summary>True if the columns' names are the author's, false if they are only numbered: then position decides.</summary>
    public bool HasFeatureNames => _input.HasFeatureNames;

    /// <summary>Name of the output that is read.</summary>
    public string OutputName { get; }

    /// <summary>What the import decided and why, and the traps it found.</summary>
    public IReadOnlyList<OnnxFinding> Findings { get; }

    private protected IRowFunction Session { get; }

    /// <summary>The columns of a table that the model reads, in its order: by name, or by position if it has none.</summary>
    /// <param name="table">Any table.</param>
    /// <exception cref="UserInputException">The table lacks columns, or has another number of them.</exception>
    public FeatureTable SelectInputs(FeatureTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return _input.Select(table);
    }

    /// <summary>Frees what ONNX Runtime holds; no call may be running, and none may follow.</summary>
    public void Dispose()
    {
        Session.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static UserInputException WrongWidth(ImportPlan plan, int columns, string needed) => new(
        "wrong-output-width",
        FormattableString.Invariant($"The output '{plan.Output.Name}' of '{plan.File.Path}' has {columns} columns; {plan.Output.Kind.Word()} needs {needed}."),
        "Name another output with --output, or another kind with --as.");
}
