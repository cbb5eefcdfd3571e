namespace DarkMachines.Onnx;

/// <summary>A surrogate from an ONNX file: parameters in, values out.</summary>
public sealed class OnnxSurrogate : OnnxModel, ISurrogateModel
{
    internal OnnxSurrogate(ImportPlan plan, IRowFunction session)
        : base(plan, session)
    {
        var named = plan.Declarations.Outputs?.Value ?? [];
        if (named.Count > 0 && named.Count != session.OutputColumns)
            throw WrongWidth(plan, session.OutputColumns, FormattableString.Invariant($"the {named.Count} that the model card names"));
        Outputs = named.Count > 0 ? named
            : session.OutputColumns == 1 ? [new Feature(plan.Output.Name)]
            : [.. Enumerable.Range(0, session.OutputColumns).Select(i => new Feature(FormattableString.Invariant($"{plan.Output.Name}{i}")))];
        ValidRanges = [.. plan.Input.Columns.Select(column => column.Range ?? new ValidRange(float.NegativeInfinity, float.PositiveInfinity))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Outputs { get; }

    /// <summary>For each parameter the range it was trained on, from the model card; without one there are no limits.</summary>
    public IReadOnlyList<ValidRange> ValidRanges { get; }

    /// <summary>Predictions. Their uncertainties are NaN: an ONNX file does not tell them.</summary>
    /// <param name="parameters">Row-major, <c>n × Features.Count</c>.</param>
    /// <param name="predictions">Filled row-major, <c>n × Outputs.Count</c>.</param>
    /// <param name="uncertainties">Filled with NaN, <c>n × Outputs.Count</c>.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    /// <exception cref="UserInputException">The graph fails on these rows.</exception>
    public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties)
    {
        this.RowCount(parameters, uncertainties.Length, Outputs.Count);
        this.RowCount(parameters, predictions.Length, Outputs.Count);
        Session.Run(parameters, predictions);
        uncertainties.Fill(float.NaN);
    }
}
