using DarkMachines.Onnx;

namespace DarkMachines.Conformance;

/// <summary>Compares a model with its export.</summary>
internal static class ExportComparison
{
    private const double Tolerance = 1e-5;

    // Of the pairs of rows whose native answers differ by more than rounding, those that may come in the other order.
    private const double TurnedPairs = 0.01;

    /// <summary>The export is read back as the same kind of model, or as a detector for a density estimator or an autoencoder, and answers as the native one does.</summary>
    public static void EqualsNative(ConformanceKind kind, Problem problem, FittedModel native)
    {
        var exportable = (IOnnxExportable)native.Model;
        using var file = new TemporaryModel();
        OnnxExport.Save(exportable, file.Path);
        using var imported = OnnxImport.Load(file.Path, new OnnxImportSettings { TreesByRuntime = true });
        Expect.That(IsThatOf(kind, imported.Kind), $"expected the export to be read as {KindOf(kind).Word()}; it is read as {imported.Kind.Word()}.");
        Expect.That(imported.Features.SequenceEqual(native.Model.Features), $"expected the export to name the model's columns, with unit and description; it names {string.Join(", ", imported.Features.Select(f => f.Name))}.");
        var warning = imported.Findings.FirstOrDefault(finding => finding.Severity != FindingSeverity.Information);
        Expect.That(warning is null, $"expected an import without warnings; came {warning?.Code}: {warning?.Message}");
        foreach (var (expected, actual) in Pairs(native, imported))
        {
            // A density's score from a file is minus the log density; the model may define another, of the same order.
            var agreement = imported is OnnxDensity && expected.Name == nameof(IAnomalyModel.Score) ? OnnxAgreement.Order : exportable.Agreement;
            Agree(agreement, expected, actual.Answers(problem.Queries), problem.Queries, "a batch");
            var alone = problem.Queries.Chunk(expected.InputWidth).SelectMany(actual.Answers).ToArray();
            Agree(agreement, expected, alone, problem.Queries, "one row at a time");
        }
    }

    /// <summary>Two exports are the same to the byte.</summary>
    public static void IsDeterministic(FittedModel model)
    {
        using var first = new TemporaryModel();
        using var second = new TemporaryModel();
        OnnxExport.Save(model.Model, first.Path);
        OnnxExport.Save(model.Model, second.Path);
        Expect.That(first.Bytes.SequenceEqual(second.Bytes), $"expected two exports of one model to be the same to the byte; they differ.");
    }

    // A density estimator whose score is not of the density's order, or an autoencoder whose score is not the error, exports the score alone.
    private static bool IsThatOf(ConformanceKind kind, ModelKind imported) =>
        imported == KindOf(kind) || (kind is ConformanceKind.DensityEstimator or ConformanceKind.Autoencoder && imported == ModelKind.AnomalyDetector);

    private static ModelKind KindOf(ConformanceKind kind) => kind switch
    {
        ConformanceKind.Classifier => ModelKind.Classifier,
        ConformanceKind.AnomalyDetector => ModelKind.AnomalyDetector,
        ConformanceKind.DensityEstimator => ModelKind.DensityEstimator,
        ConformanceKind.Autoencoder => ModelKind.Autoencoder,
        _ => ModelKind.Surrogate,
    };

    // The native methods that an import can answer too, each with that answer.
    private static IEnumerable<(ScoringMethod Native, ScoringMethod Imported)> Pairs(FittedModel native, OnnxModel imported)
    {
        var counterpart = imported switch
        {
            OnnxClassifier classifier => FittedModel.Of(classifier),
            OnnxDensity density => FittedModel.Of(density),
            OnnxSurrogate surrogate => FittedModel.Of(surrogate),
            _ => FittedModel.Of((IAnomalyModel)imported),
        };
        if (imported is OnnxReconstruction)
        {
            var score = counterpart.Method(nameof(IAnomalyModel.Score));
            return [(native.Method(nameof(IAutoencoderModel.ReconstructionError)), score), (native.Method(score.Name), score)];
        }

        // A file does not tell how sure a surrogate is.
        var names = imported is OnnxSurrogate ? [FittedModel.Predictions] : counterpart.Methods.Select(method => method.Name);
        return names.Select(name => (native.Method(name), counterpart.Method(name)));
    }

    private static void Agree(OnnxAgreement agreement, ScoringMethod method, float[] actual, float[] queries, string how)
    {
        var expected = method.Answers(queries);
        Expect.That(expected.Length == actual.Length, $"expected {expected.Length} answers of {method.Name} from the export; came {actual.Length}.");
        for (var column = 0; column < method.OutputWidth; column++)
        {
            var (ours, theirs) = (Column(expected, column, method.OutputWidth), Column(actual, column, method.OutputWidth));
            if (agreement == OnnxAgreement.Values)
                SameValues(ours, theirs, method, how);
            else
                SameOrder(ours, theirs, method, how);
        }
    }

    private static float[] Column(float[] answers, int column, int width) => [.. answers.Where((_, i) => i % width == column)];

    // An answer near zero is held to a part of the answers' usual size.
    private static void SameValues(float[] expected, float[] actual, ScoringMethod method, string how)
    {
        var usual = expected.Select(Math.Abs).Where(float.IsFinite).DefaultIfEmpty(0).Average();
        for (var row = 0; row < expected.Length; row++)
        {
            var allowed = Tolerance * Math.Max(usual, Math.Abs(expected[row]));
            var agrees = expected[row].Equals(actual[row]) || Math.Abs((double)expected[row] - actual[row]) <= allowed;
            Expect.That(agrees, $"expected {expected[row]:g9} for row {row} of {method.Name} from the export, {how}; came {actual[row]:g9}.");
        }
    }

    private static void SameOrder(float[] expected, float[] actual, ScoringMethod method, string how)
    {
        var rounding = Tolerance * expected.Max(Math.Abs);
        int pairs = 0, turned = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            for (var j = 0; j < expected.Length; j++)
            {
                if (!(expected[i] - expected[j] > rounding))
                    continue;
                pairs++;
                turned += actual[i] > actual[j] ? 0 : 1;
            }
        }

        Expect.That(turned <= TurnedPairs * pairs, $"expected the answers of {method.Name} in the same order from the export, {how}; of {pairs} pairs of rows {turned} are not.");
    }
}
