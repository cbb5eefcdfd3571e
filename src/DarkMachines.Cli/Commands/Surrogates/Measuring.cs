using DarkMachines.Challenges.Surrogates;
using DarkMachines.Cli.Commands.Tables;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>Measures a fitted model for its card: on rows held out, or by what an ensemble kept out of its bags.</summary>
internal static class Measuring
{
    /// <summary>Adds to a card what can be measured.</summary>
    /// <param name="card">The card so far.</param>
    /// <param name="model">The model.</param>
    /// <param name="training">The rows that it was fitted to.</param>
    /// <param name="heldOut">Rows that it was not fitted to; null for none.</param>
    /// <param name="positive">The label that counts as positive; null for the last of the model's classes.</param>
    public static ModelCard Measured(this ModelCard card, IModel model, LabelledTable training, LabelledTable? heldOut, string? positive)
    {
        var known = heldOut ?? training;
        if (heldOut is null && model is not IOutOfBagModel { OutOfBag.IsEmpty: false })
            return card;
        var answers = heldOut is null ? ((IOutOfBagModel)model).OutOfBag : Answers.Of(model, heldOut.Table).Values;
        switch (model)
        {
            case IClassifierModel classifier:
                var labels = new ClassLabels(classifier.Classes, LabelNames.Indices(known.Labels(), classifier.Classes, known.Name));
                return card.WithClasses(answers.Span, labels, positive is null ? classifier.Classes.Count - 1 : Math.Max(0, classifier.Classes.ToList().IndexOf(positive)));
            case ISurrogateModel:
                return card.WithValues(answers.Span, known.Values());
            default:
                return card;
        }
    }
}
