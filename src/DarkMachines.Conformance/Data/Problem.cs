namespace DarkMachines.Conformance;

/// <summary>Something to learn, for every role, and rows to ask about.</summary>
/// <param name="Rows">Training rows.</param>
/// <param name="Labels">The class of each, for a classifier.</param>
/// <param name="Values">The values at each, for a surrogate.</param>
/// <param name="Queries">Row-major rows that the model is asked about; finite but where values are made missing.</param>
internal sealed record Problem(FeatureTable Rows, ClassLabels Labels, FeatureTable Values, float[] Queries)
{
    /// <summary>The same rows, each value changed; queries too.</summary>
    /// <param name="change">The new value, from the old one and the column.</param>
    public Problem Map(Func<float, int, float> change)
    {
        var columns = Rows.ColumnCount;
        return this with { Rows = WithValues(Apply(Rows.Values)), Queries = Apply(Queries) };

        float[] Apply(ReadOnlySpan<float> values)
        {
            var changed = new float[values.Length];
            for (var i = 0; i < changed.Length; i++)
                changed[i] = change(values[i], i % columns);
            return changed;
        }
    }

    /// <summary>The same rows with every fifth value missing; queries too.</summary>
    public Problem WithGaps()
    {
        return this with { Rows = WithValues(Gaps(Rows.Values)), Queries = Gaps(Queries) };

        static float[] Gaps(ReadOnlySpan<float> values)
        {
            var gaps = values.ToArray();
            for (var i = 0; i < gaps.Length; i += 5)
                gaps[i] = float.NaN;
            return gaps;
        }
    }

    /// <summary>The training rows named, in that order.</summary>
    public Problem Select(params int[] rows) =>
        this with { Rows = Rows.SelectRows(rows), Labels = Labels.Select(rows), Values = Values.SelectRows(rows) };

    /// <summary>The same rows with weights.</summary>
    /// <param name="weight">The weight of the row of a number.</param>
    public Problem Weighted(Func<int, float> weight) => this with
    {
        Rows = new FeatureTable(Rows.Features, Rows.Values.ToArray(), Enumerable.Range(0, Rows.RowCount).Select(weight).ToArray()),
    };

    /// <summary>The same rows with one training value replaced.</summary>
    public Problem WithValue(int row, int column, float value)
    {
        var values = Rows.Values.ToArray();
        values[row * Rows.ColumnCount + column] = value;
        return this with { Rows = WithValues(values) };
    }

    /// <summary>The same rows with other classes.</summary>
    /// <param name="classOf">The class of the row of a number.</param>
    public Problem Labelled(Func<int, int> classOf) =>
        this with { Labels = new ClassLabels(Labels.Classes, Enumerable.Range(0, Labels.Count).Select(classOf).ToArray()) };

    private FeatureTable WithValues(float[] values) => new(Rows.Features, values, Rows.Weights.ToArray());
}
