namespace DarkMachines.Onnx;

/// <summary>A density from an ONNX file: its one output is the natural logarithm of the density, or minus that.</summary>
public sealed class OnnxDensity : OnnxModel, IDensityModel
{
    private readonly bool _isNegated;

    internal OnnxDensity(ImportPlan plan, IRowFunction session)
        : base(plan, session)
    {
        if (session.OutputColumns != 1)
            throw WrongWidth(plan, session.OutputColumns, "one log density a row");
        _isNegated = plan.Anomalous!.Value == AnomalousSide.High;
    }

    /// <inheritdoc/>
    /// <exception cref="UserInputException">The graph fails on these rows.</exception>
    public void LogDensity(ReadOnlySpan<float> rows, Span<float> logDensities)
    {
        this.RowCount(rows, logDensities.Length);
        Session.Run(rows, logDensities);
        if (!_isNegated)
            return;
        foreach (ref var logDensity in logDensities)
            logDensity = -logDensity;
    }
}
