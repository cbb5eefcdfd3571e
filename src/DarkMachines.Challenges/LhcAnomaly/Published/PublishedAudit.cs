namespace DarkMachines.Challenges.LhcAnomaly.Published;

/// <summary>Something in the published tables that a reader of the board must know.</summary>
/// <param name="Code">Kind of finding, such as <c>duplicated-column</c>.</param>
/// <param name="Subject">The model, channel or file it is about.</param>
/// <param name="Evidence">What was found, with its figures.</param>
public sealed record AuditFinding(string Code, string Subject, string Evidence);

/// <summary>Looks for what published figures cannot be, or hide.</summary>
public static class PublishedAudit
{
    // So many equal values are no chance.
    private const int FewestEqualRows = 5;
    private const double Exact = 1e-9;

    private static readonly (string Code, Func<PublishedModel, PublishedBoard, string?> Look)[] Checks =
    [
        ("duplicated-column", (model, _) => DuplicatedColumn(model)),
        ("efficiency-rises", (model, _) => RisingEfficiency(model)),
        ("area-contradicts-efficiency", (model, _) => Contradiction(model)),
        ("area-below-half", (model, _) => ReversedArea(model)),
        ("rounded-scores", Rounding),
    ];

    /// <summary>All findings, the gravest kinds first.</summary>
    /// <param name="board">The board.</param>
    public static IReadOnlyList<AuditFinding> Of(PublishedBoard board)
    {
        ArgumentNullException.ThrowIfNull(board);
        PublishedModel[] models = [.. board.Rows.Select(row => row.Model).Concat(board.Incomplete)];
        var ofModels = Checks.SelectMany(check => models
            .Select(model => (model, Evidence: check.Look(model, board))).Where(found => found.Evidence is not null)
            .Select(found => new AuditFinding(check.Code, found.model.Name, found.Evidence!)));
        return [.. ofModels, .. SameFigures(models), .. board.Incomplete.Select(model => MissingRows(model, board)), .. Unresolved(board), .. Files(board)];
    }

    private static string? DuplicatedColumn(PublishedModel model)
    {
        for (var a = 0; a < 2; a++)
        {
            var b = a + 1;
            var rows = model.Rows.Where(row => row.Efficiencies[a] > 0 || row.Efficiencies[b] > 0).ToArray();
            if (rows.Length < FewestEqualRows || !Array.TrueForAll(rows, row => row.Efficiencies[a] == row.Efficiencies[b]))
                continue;
            var without = model.ImprovementOver((_, point) => point != b).Median.Value;
            return Text($"the efficiencies at {PublishedRow.PointNames[a]} and {PublishedRow.PointNames[b]} are equal in all {rows.Length} rows where they are not zero; its median total improvement is {model.Improvement.Median.Value:0.00} with the column {PublishedRow.PointNames[b]} and {without:0.00} without");
        }

        return null;
    }

    private static string? RisingEfficiency(PublishedModel model) => Worst(
        model.Rows, row => Math.Max(row.Efficiencies[1] - row.Efficiencies[0], row.Efficiencies[2] - row.Efficiencies[1]), Exact,
        (row, count) => Text($"in {count} rows less background leaves more signal; most in {Where(row)}, where the efficiencies are {string.Join(", ", row.Efficiencies.Select(x => Text($"{x:0.####}")))}"));

    // A curve that rises from a known point keeps its area between two rectangles.
    private static string? Contradiction(PublishedModel model)
    {
        var half = model.Decimals is { } decimals ? 0.5 * Math.Pow(10, -decimals) : 0;
        return Worst(model.Rows, row => Excess(row, half).Value, Exact, (row, count) =>
        {
            var (_, point, bound, isLower) = Excess(row, half);
            return Text($"in {count} rows the area cannot belong to the efficiencies; most in {Where(row)}, where it is {row.Auc:0.####}, but an efficiency of {row.Efficiencies[point]:0.####} at {PublishedRow.PointNames[point]} means {(isLower ? "at least" : "at most")} {bound:0.####}");
        });
    }

    private static (double Value, int Point, double Bound, bool IsLower) Excess(PublishedRow row, double half)
    {
        var worst = (Value: double.NegativeInfinity, Point: 0, Bound: 0.0, IsLower: true);
        for (var point = 0; point < row.Efficiencies.Count; point++)
        {
            var background = PublishedRow.BackgroundEfficiencies[point];
            var lower = Math.Max(row.Efficiencies[point] - half, 0) * (1 - background);
            var upper = 1 - background * (1 - Math.Min(row.Efficiencies[point] + half, 1));
            if (lower - (row.Auc + half) > worst.Value)
                worst = (lower - (row.Auc + half), point, lower, true);
            if (row.Auc - half - upper > worst.Value)
                worst = (row.Auc - half - upper, point, upper, false);
        }

        return worst;
    }

    private static string? ReversedArea(PublishedModel model) => Worst(
        model.Rows, row => 0.5 - row.Auc, 0,
        (row, count) => Text($"in {count} of {model.Rows.Count} rows the area is below one half, so that scores taken the other way round would do better; least {row.Auc:0.####} in {Where(row)}"));

    private static string? Rounding(PublishedModel model, PublishedBoard board)
    {
        if (model.Decimals is not { } decimals)
            return null;
        var step = Math.Pow(10, -decimals) / Math.Sqrt(PublishedRow.BackgroundEfficiencies[^1]);
        var rank = board.Rows.FirstOrDefault(row => row.Model == model) is { } row
            ? Text($"its median total improvement of {model.Improvement.Median.Value:0.00} may be {model.Improvement.Median.Low:0.00} to {model.Improvement.Median.High:0.00}, its rank {row.BestRank} to {row.WorstRank}")
            : "it is not ranked";
        return Text($"all figures have at most {decimals} decimals, a step of {step:0.##} in significance improvement at {PublishedRow.PointNames[^1]}; {rank}");
    }

    private static IEnumerable<AuditFinding> SameFigures(PublishedModel[] models) => models
        .GroupBy(model => string.Join('\n', model.Rows.OrderBy(row => row.Task).Select(row => Text($"{row.Task}{row.Auc:R} {string.Join(' ', row.Efficiencies.Select(x => Text($"{x:R}")))}"))), StringComparer.Ordinal)
        .Where(same => same.Count() > 1)
        .Select(same => new AuditFinding("same-figures", same.First().Name, $"has the same figures in every row as {string.Join(", ", same.Skip(1).Select(model => model.Name))}"));

    private static AuditFinding MissingRows(PublishedModel model, PublishedBoard board)
    {
        var missing = board.Tasks.Except(model.Rows.Select(row => row.Task)).ToArray();
        return new AuditFinding("incomplete-model", model.Name, Text($"lacks {missing.Length} of {board.Tasks.Count} rows (channel {string.Join(", ", missing.Select(task => task.Channel).Distinct())}) and is not ranked"));
    }

    private static IEnumerable<AuditFinding> Unresolved(PublishedBoard board)
    {
        foreach (var channel in board.Tasks.Select(task => task.Channel).Distinct().Order(StringComparer.Ordinal))
        {
            for (var point = 0; point < PublishedRow.PointNames.Count; point++)
            {
                if (TestBackground.IsResolved(channel, point))
                    continue;
                var rows = board.Rows.SelectMany(row => row.Model.Rows).Where(row => row.Channel == channel).ToArray();
                var best = rows.Count(row => row.Improvement(point) > 0 && row.Improvement(point) >= Enumerable.Range(0, PublishedRow.PointNames.Count).Max(row.Improvement));
                yield return new AuditFinding("unresolved-point", $"channel {channel}", Text($"{PublishedRow.PointNames[point]} is {TestBackground.PastCut(channel, point):0.0} of {TestBackground.Events(channel)} background events, too few to tell; {best} of {rows.Length} rows have their maximum there"));
            }
        }
    }

    private static IEnumerable<AuditFinding> Files(PublishedBoard board)
    {
        foreach (var file in board.Tables.Ignored)
            yield return new AuditFinding("file-ignored", file, "its first line is that of no table of the challenge");
        if (board.Agreement is { WithoutRows.Count: > 0 } agreement)
            yield return new AuditFinding("stated-without-rows", "total improvements", Text($"{agreement.WithoutRows.Count} of the models stated have no complete rows here, first {agreement.WithoutRows[0]}"));
    }

    private static string? Worst(IReadOnlyList<PublishedRow> rows, Func<PublishedRow, double> badness, double limit, Func<PublishedRow, int, string> describe)
    {
        var bad = rows.Where(row => badness(row) > limit).ToArray();
        return bad.Length == 0 ? null : describe(bad.MaxBy(badness)!, bad.Length);
    }

    private static string Where(PublishedRow row) => $"{row.Signal} of channel {row.Channel} ({row.Source.File}, line {row.Source.Line})";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
