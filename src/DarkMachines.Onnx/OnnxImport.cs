namespace DarkMachines.Onnx;

/// <summary>
/// Makes models of ONNX files: a file is read, its input, output and their meaning are decided from the graph, the card
/// and the settings, and only then does anything run. What was decided is listed in the model's findings.
/// </summary>
public static class OnnxImport
{
    private const string Classifier = "classifier";

    /// <summary>
    /// Loads a classifier. Probabilities are recognised by the operator that makes them: Softmax, Sigmoid, a
    /// classifier's operator or a ZipMap. An output that ends in a linear layer is read as logits: a regression's last
    /// layer looks the same, so a finding warns unless the card says that this is a classifier. Anything else is
    /// refused, as is an output of unlabelled logits as wide as the input, which may be an autoencoder's reconstruction.
    /// </summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="settings">What the file does not tell; null for the defaults.</param>
    /// <exception cref="UserInputException">The file cannot be used; the message says why.</exception>
    public static OnnxClassifier LoadClassifier(string path, OnnxImportSettings? settings = null)
    {
        settings = Options.Validate(settings ?? new OnnxImportSettings());
        var file = OnnxFile.Read(path);
        ExternalData.Refuse(file);
        var card = ModelCard.Find(file);
        if (card is { Kind: not ("" or Classifier) })
            throw new UserInputException("not-a-classifier", $"The model card of '{path}' says that it is of the kind '{card.Kind}', not a classifier.", "Load it as that kind, or correct the card.");

        var isDeclared = card is { Kind: Classifier };
        var input = MatrixInput.Of(file, card);
        var output = new ClassifierOutputSearch(file, isDeclared).Find(settings.Output);
        var session = MatrixSession.Open(file, input, output.Tensor, settings.Threads);
        try
        {
            if (!isDeclared)
                RefuseReconstruction(file, input, output, session.OutputColumns);
            var classes = ClassNames.Of(path, output, session.OutputColumns, settings.PositiveLabel ?? card?.PositiveLabel);
            OnnxFinding[] findings = [output.Finding(session.OutputColumns, isDeclared), classes.Finding(output), .. input.Findings()];
            return new OnnxClassifier(file, card, input, output, session, classes, findings);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static void RefuseReconstruction(OnnxFile file, MatrixInput input, ClassifierOutput output, int columns)
    {
        if (output is { Form: OutputForm.Logits, Labels: null } && columns > 1 && columns == input.Features.Count)
        {
            throw new UserInputException(
                "not-a-classifier",
                $"The output '{output.Name}' of '{file.Path}' has as many columns as the input, {columns}, and no class labels: it may be a reconstruction of the row.",
                $"If these are logits of {columns} classes, write '{ModelCard.PathFor(file.FileName)}' beside it with \"kind\": \"classifier\".");
        }
    }
}
