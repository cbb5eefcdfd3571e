using DarkMachines.Challenges.Surrogates;
using DarkMachines.Cli.Commands.Tables;
using DarkMachines.Data;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>Measures a fitted model for its card: on rows held out, or by what an ensemble kept out of its bags.</summary>
internal static class Measuring
{
    // The split must not be that of an algorithm's own random numbers.
    private const ulong Stream = 0x686f6c646f7574;

    /// <summary>Divides a table at random.</summary>
    /// <param name="table">The table.</param>
    /// <param name="share">Share of the rows to hold out, from 0 to below 1.</param>
    /// <param name="seed">Seed.</param>
    /// <returns>The rows to fit to, and those held out; null if none are.</returns>
    /// <exception cref="UsageException">The share is outside its range.</exception>
    public static (LabelledTable Training, LabelledTable? HeldOut) Split(LabelledTable table, double share, ulong seed)
    {
        if (share is not (>= 0 and < 1))
            throw new UsageException("invalid-option", FormattableString.Invariant($"--hold-out is {share}, outside 0 to below 1."), "Choose a value within the range.");
        var order = Enumerable.Range(0, table.Rows.RowCount).ToArray();
        new RandomStream(seed, Stream).Shuffle<int>(order);
        var held = (int)(share * order.Length);
        return held == 0 ? (table, null) : (Rows(table, [.. order[held..].Order()]), Rows(table, [.. order[..held].Order()]));
    }

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

    private static LabelledTable Rows(LabelledTable table, int[] rows) => new(
        table.Name,
        new DataTable(table.Table.Features, table.Table.HasNames, table.Rows.SelectRows(rows).Values.ToArray(), new Dictionary<string, string[]>()),
        [.. table.Columns.Select(column => KeyValuePair.Create(column.Key, Array.ConvertAll(rows, row => column.Value[row])))]);
}
