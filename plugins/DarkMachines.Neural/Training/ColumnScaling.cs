using DarkMachines.Onnx;

namespace DarkMachines.Neural;

/// <summary>
/// Moves each column to weighted mean zero and weighted standard deviation one over the training rows; a constant column is
/// only shifted. Training rows are moved beforehand; in use a model does it itself.
/// </summary>
internal sealed class ColumnScaling
{
    private readonly float[] _means;
    private readonly float[] _spreads;

    private ColumnScaling(float[] means, float[] spreads) => (_means, _spreads) = (means, spreads);

    /// <summary>The standard deviations; 1 for a constant column.</summary>
    public ReadOnlySpan<float> Spreads => _spreads;

    /// <summary>Product of the spreads, as a logarithm.</summary>
    public double LogVolume => _spreads.Sum(spread => Math.Log(spread));

    /// <summary>Learns from rows.</summary>
    /// <param name="table">Columns to be moved.</param>
    /// <param name="weight">The weight of each row.</param>
    public static ColumnScaling Of(FeatureTable table, Func<int, double> weight)
    {
        var columns = table.ColumnCount;
        var (total, sums, squares) = (0.0, new double[columns], new double[columns]);
        for (var row = 0; row < table.RowCount; row++)
        {
            total += weight(row);
            Add(sums, row, (value, _) => value);
        }

        var means = Array.ConvertAll(sums, sum => (float)(sum / total));
        for (var row = 0; row < table.RowCount; row++)
            Add(squares, row, (value, column) => (value - means[column]) * (value - means[column]));
        return new ColumnScaling(means, Array.ConvertAll(squares, sum => Spread(Math.Sqrt(sum / total))));

        void Add(double[] to, int row, Func<double, int, double> term)
        {
            var values = table.Row(row);
            for (var column = 0; column < to.Length; column++)
                to[column] += weight(row) * term(values[column], column);
        }
    }

    /// <summary>Learns from rows that are objects one after the other: the same for each object. One whose values are all zero is padding and does not count.</summary>
    /// <param name="table">Columns to be moved.</param>
    /// <param name="values">Values of an object.</param>
    /// <param name="weight">The weight of each row.</param>
    public static ColumnScaling OfObjects(FeatureTable table, int values, Func<int, double> weight)
    {
        var objects = new List<float>();
        var weights = new List<double>();
        for (var row = 0; row < table.RowCount; row++)
        {
            for (var start = 0; start < table.ColumnCount; start += values)
            {
                var each = table.Row(row).Slice(start, values);
                if (each.IndexOfAnyExcept(0f) < 0)
                    continue;
                objects.AddRange(each);
                weights.Add(weight(row));
            }
        }

        Feature[] features = [.. table.Features.Take(values)];
        var ofObject = objects.Count == 0
            ? new ColumnScaling(new float[values], [.. Enumerable.Repeat(1f, values)])
            : Of(new FeatureTable(features, objects.ToArray()), i => weights[i]);
        return new ColumnScaling(Repeated(ofObject._means), Repeated(ofObject._spreads));

        float[] Repeated(float[] numbers) => [.. Enumerable.Range(0, table.ColumnCount).Select(column => numbers[column % values])];
    }

    /// <summary>Where zero goes in each column.</summary>
    public ReadOnlySpan<float> Zero => Array.ConvertAll(_means, mean => 0 - mean).Zip(_spreads, (moved, spread) => moved / spread).ToArray();

    /// <summary>Rows moved, row-major.</summary>
    public float[] Apply(FeatureTable table)
    {
        var values = table.Values.ToArray();
        for (var i = 0; i < values.Length; i++)
            values[i] = (values[i] - _means[i % _means.Length]) / _spreads[i % _means.Length];
        return values;
    }

    /// <summary>Rows moved, in a graph.</summary>
    public OnnxTensor Apply(OnnxTensor rows) => (rows - rows.Graph.Constant(_means)) / rows.Graph.Constant(_spreads);

    /// <summary>Rows moved back, in a graph.</summary>
    public OnnxTensor Restore(OnnxTensor moved) => moved * moved.Graph.Constant(_spreads) + moved.Graph.Constant(_means);

    private static float Spread(double deviation)
    {
        var spread = (float)deviation;
        return spread > 0 ? spread : 1;
    }
}
