namespace DarkMachines.Onnx;

/// <summary>An anomaly detector from an ONNX file: its one output, turned round if low values are the anomalous ones.</summary>
public sealed class OnnxDetector : OnnxModel, IAnomalyModel
{
    private readonly bool _isTurnedRound;

    internal OnnxDetector(ImportPlan plan, IRowFunction session)
        : base(plan, session)
    {
        if (session.OutputColumns != 1)
            throw WrongWidth(plan, session.OutputColumns, "one score a row");
        _isTurnedRound = plan.Anomalous!.Value == AnomalousSide.Low;
    }

    /// <inheritdoc/>
    /// <exception cref="UserInputException">The graph fails on these rows.</exception>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        this.RowCount(rows, scores.Length);
        Session.Run(rows, scores);
        if (!_isTurnedRound)
            return;
        foreach (ref var score in scores)
            score = -score;
    }
}
