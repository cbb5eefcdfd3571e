using DarkMachines.Challenges.Surrogates;
using DarkMachines.Cli.Commands.Tables;
using DarkMachines.Data;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>A table divided at random into rows to fit to and rows to measure the model on.</summary>
/// <param name="Training">The rows to fit to.</param>
/// <param name="Rows">Those held out; null if none are.</param>
/// <param name="IsAsked">True if the user named the share, false for the default.</param>
internal sealed record HoldOut(LabelledTable Training, LabelledTable? Rows, bool IsAsked)
{
    /// <summary>Share of the rows that is held out unless the user names another.</summary>
    public const double DefaultShare = 0.1;

    /// <summary>Fewer rows than these are not held out by default: an accuracy of 0.9 on them has a standard deviation of 0.05.</summary>
    public const int LeastRows = 30;

    /// <summary>
    /// Of fewer rows than these, ten for each bin, levels of confidence are measured only if the user named the share: a
    /// bin of one or two rows tells little, and may part the classes in the wrong place.
    /// </summary>
    public const int LeastRowsForLevels = 10 * ConfidenceLevels.DefaultBins;

    // The split must not be that of an algorithm's own random numbers.
    private const ulong Stream = 0x686f6c646f7574;

    /// <summary>Why nothing is held out though it would be by default, and what to do; null if that is not so.</summary>
    public string? Note { get; private init; }

    /// <summary>The share that the user named, or the default: a tenth for a classifier or surrogate, if enough rows for it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="kind">What is fitted; of a detector nothing is measured.</param>
    /// <param name="share">What the user said; null for the default.</param>
    /// <param name="isOutOfBag">True if the model has out-of-bag answers to be measured by.</param>
    /// <param name="seed">Seed.</param>
    /// <exception cref="UsageException">The share is outside its range, or is of a detector.</exception>
    /// <exception cref="UserInputException">A label or value is missing, or is no finite number where one belongs.</exception>
    public static HoldOut Of(LabelledTable table, ModelKind kind, double? share, bool isOutOfBag, ulong seed)
    {
        var isMeasured = kind is ModelKind.Classifier or ModelKind.Surrogate;
        if (share > 0 && !isMeasured)
            throw new UsageException("wrong-kind", "--hold-out keeps rows to measure a classifier or surrogate on; of a detector nothing is measured.", "Leave it out, and grade a detector with 'darkmachines evaluate'.");
        if (share is { } asked)
            return Divide(table, kind, asked, seed) with { IsAsked = true };
        var everything = new HoldOut(table, null, IsAsked: false);
        if (isOutOfBag || !isMeasured)
            return everything;
        var divided = Divide(table, kind, DefaultShare, seed);
        var count = divided.Rows?.Rows.RowCount ?? 0;
        return count >= LeastRows
            ? divided
            : everything with
            {
                Note = $"The card will not tell the accuracy: of {table.Rows.RowCount} rows {count} would be held out to measure it on, fewer than {LeastRows}. --hold-out SHARE holds out the share you say.",
            };
    }

    /// <summary>Adds to a card what can be measured.</summary>
    /// <param name="card">The card so far.</param>
    /// <param name="model">The model that was fitted.</param>
    /// <param name="positive">The label that counts as positive; null for the last of the model's classes.</param>
    public ModelCard Measure(ModelCard card, IModel model, string? positive)
    {
        var measured = card.Measured(model, Training, Rows, positive);
        return !IsAsked && Rows?.Rows.RowCount < LeastRowsForLevels ? measured with { Calibration = null } : measured;
    }

    private static HoldOut Divide(LabelledTable table, ModelKind kind, double share, ulong seed)
    {
        if (share is not (>= 0 and < 1))
            throw new UsageException("invalid-option", FormattableString.Invariant($"--hold-out is {share}, outside 0 to below 1."), "Choose a value within the range.");
        var order = Enumerable.Range(0, table.Rows.RowCount).ToArray();
        new RandomStream(seed, Stream).Shuffle<int>(order);
        var count = (int)(share * order.Length);
        if (count == 0)
            return new HoldOut(table, null, IsAsked: false);
        var (held, fitted) = (order[..count], order[count..]);

        // Labels are read before rows are taken out: what is wrong is told by the table's own rows, before the fit.
        if (kind == ModelKind.Surrogate)
            _ = table.Values();
        if (kind == ModelKind.Classifier)
            (held, fitted) = KeepClasses(table.Labels(), held, fitted);
        return new HoldOut(Select(table, fitted), held.Length == 0 ? null : Select(table, held), IsAsked: false);
    }

    // A class that was drawn with all its rows is given back: the model could not name it.
    private static (int[] Held, int[] Fitted) KeepClasses(string[] labels, int[] held, int[] fitted)
    {
        var known = fitted.Select(row => labels[row]).ToHashSet(StringComparer.Ordinal);
        return ([.. held.Where(row => known.Contains(labels[row]))], [.. fitted, .. held.Where(row => !known.Contains(labels[row]))]);
    }

    private static LabelledTable Select(LabelledTable table, int[] rows)
    {
        Array.Sort(rows);
        var columns = table.Rows.ColumnCount;
        var values = new float[rows.Length * columns];
        for (var i = 0; i < rows.Length; i++)
            table.Rows.Row(rows[i]).CopyTo(values.AsSpan(i * columns));
        return new LabelledTable(
            table.Name,
            new DataTable(table.Table.Features, table.Table.HasNames, values, new Dictionary<string, string[]>()),
            [.. table.Columns.Select(column => KeyValuePair.Create(column.Key, Array.ConvertAll(rows, row => column.Value[row])))]);
    }
}
