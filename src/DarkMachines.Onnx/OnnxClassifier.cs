using System.Numerics.Tensors;

namespace DarkMachines.Onnx;

/// <summary>A classifier from an ONNX file. Threads may share it.</summary>
public sealed class OnnxClassifier : OnnxModel, IClassifierModel
{
    private readonly OutputForm _form;

    internal OnnxClassifier(ImportPlan plan, IRowFunction session)
        : this(plan, session, ClassNames.Of(plan.File, plan.Output, session.OutputColumns, plan.Declarations))
    {
    }

    private OnnxClassifier(ImportPlan plan, IRowFunction session, ClassNames classes)
        : base(plan, session, classes.Finding(plan.Output))
    {
        _form = plan.Output.Form;
        Classes = classes.Names.Value;
        PositiveClass = classes.Positive?.Value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The class that counts as positive; null if there are more than two and none was named.</summary>
    public string? PositiveClass { get; }

    /// <inheritdoc/>
    /// <exception cref="UserInputException">The graph fails on these rows, or gives something else than probabilities.</exception>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var count = this.RowCount(rows, probabilities.Length, Classes.Count);
        if (Session.OutputColumns == 1)
        {
            Session.Run(rows, probabilities[count..]);
            Probabilities.Expand(probabilities, _form);
        }
        else
        {
            Session.Run(rows, probabilities);
        }

        for (var row = 0; row < count && _form == OutputForm.Logits && Session.OutputColumns > 1; row++)
            Probabilities.Softmax(probabilities.Slice(row * Classes.Count, Classes.Count));

        // What was squashed here is a probability or NaN, and a NaN shows in the sum: a look at each row would cost as much
        // as the squashing.
        if (_form == OutputForm.Logits && !float.IsNaN(TensorPrimitives.Sum(probabilities)))
            return;
        if (Probabilities.FirstInvalid(probabilities, Classes.Count) is var invalid and >= 0)
            throw NotProbabilities(invalid, probabilities.Slice(invalid * Classes.Count, Classes.Count));
    }

    private UserInputException NotProbabilities(int row, ReadOnlySpan<float> values) => new(
        "not-probabilities",
        FormattableString.Invariant($"'{File.Path}' gives [{string.Join(", ", values.ToArray())}] for row {row}; class probabilities lie between 0 and 1 and add to one."),
        $"Check the row for values that are not finite, and that '{OutputName}' is the output with the probabilities.");
}
