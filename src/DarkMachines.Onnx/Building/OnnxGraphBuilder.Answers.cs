namespace DarkMachines.Onnx;

// The answer of the model, declared once, by the role it plays. Values of double precision are rounded to single.
public sealed partial class OnnxGraphBuilder
{
    /// <summary>Declares the answer of a classifier: the probability of each class, <c>rows × classes</c>.</summary>
    public void Probabilities(OnnxTensor probabilities) => Declare(ModelKind.Classifier, "probabilities", probabilities, []);

    /// <summary>Declares the answer of an anomaly detector: one score a row, the higher the more anomalous.</summary>
    public void Score(OnnxTensor score) => Declare(ModelKind.AnomalyDetector, "score", OneEach(score), []);

    /// <summary>Declares the answer of a density estimator: one natural logarithm a row; the score is minus that.</summary>
    public void LogDensity(OnnxTensor logDensity) => Declare(ModelKind.DensityEstimator, "log_density", OneEach(logDensity), []);

    /// <summary>Declares the answer of an autoencoder: the rows as it restores them, <c>rows × columns</c>.</summary>
    /// <param name="restored">The rows restored.</param>
    /// <param name="spreads">For each column the training spread that the error is measured in, above zero.</param>
    public void Reconstruction(OnnxTensor restored, ReadOnlySpan<float> spreads)
    {
        ArgumentNullException.ThrowIfNull(restored);
        if (restored.Rank != 2 || restored.Shape[1] != Rows.Shape[1] || spreads.Length != Rows.Shape[1])
            throw new ArgumentException($"{restored} with {spreads.Length} spreads is no reconstruction of {Rows}.", nameof(restored));
        Declare(ModelKind.Autoencoder, "reconstruction", restored, spreads.ToArray());
    }

    /// <summary>Declares the answer of a surrogate: the values it predicts, <c>rows × values</c>.</summary>
    public void Values(OnnxTensor values) => Declare(ModelKind.Surrogate, "values", values, []);

    /// <summary>
    /// The values that a model within another has declared, for the outer one to make its own of: they are no longer the
    /// answer.
    /// </summary>
    /// <exception cref="InvalidOperationException">No values are declared.</exception>
    public OnnxTensor TakeValues()
    {
        if (Answer is not { Kind: ModelKind.Surrogate, Tensor: var values })
            throw new InvalidOperationException("No values are declared in this graph.");
        var taken = new OnnxTensor(this, FormattableString.Invariant($"{values.Name}_{_nodes.Count}"), values.Element, values.Shape, values.Producer);
        values.Producer!.Outputs = [taken];
        Answer = null;
        return taken;
    }

    private void Declare(ModelKind kind, string name, OnnxTensor answer, IReadOnlyList<float> spreads)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (Answer is not null)
            throw new InvalidOperationException($"The answer of this graph is declared already, as that of {Answer.Kind.Word()}.");
        if (answer.Rank is not (1 or 2))
            throw new ArgumentException($"An answer has one or several values a row; this is {answer}.", nameof(answer));
        var single = Cast(answer, OnnxElement.Float32);
        // Recognition would take a matrix product at the end for logits.
        var last = kind == ModelKind.Classifier ? Clip(single, 0, 1) : Identity(single);
        var output = new OnnxTensor(this, name, OnnxElement.Float32, last.Shape, last.Producer);
        last.Producer!.Outputs = [output];
        Answer = new OnnxAnswer(kind, output, spreads);
    }

    private static OnnxTensor OneEach(OnnxTensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Rank == 1 || (x.Rank == 2 && x.Shape[1] is null or 1) ? x : throw new ArgumentException($"{x} is not one value a row.", nameof(x));
    }
}
