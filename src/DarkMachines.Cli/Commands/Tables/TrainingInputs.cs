using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands.Tables;

/// <summary>What a model card says of the columns of training rows.</summary>
internal static class TrainingInputs
{
    /// <summary>Each column with its range and standard deviation; without them where a value is missing or all are the same.</summary>
    public static IReadOnlyList<ModelInput> Of(FeatureTable rows) =>
        [.. rows.Features.Select((feature, column) => Of(rows, feature, column))];

    private static ModelInput Of(FeatureTable rows, Feature feature, int column)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        double mean = 0, squares = 0;
        for (var row = 0; row < rows.RowCount; row++)
        {
            var value = rows.Row(row)[column];
            if (!float.IsFinite(value))
                return new ModelInput(feature);
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
            // Welford, Technometrics 4 (1962) 419.
            var difference = value - mean;
            mean += difference / (row + 1);
            squares += difference * (value - mean);
        }

        var spread = (float)Math.Sqrt(squares / rows.RowCount);
        return new ModelInput(feature) { Range = rows.RowCount > 0 ? new ValidRange(low, high) : null, Spread = spread > 0 && float.IsFinite(spread) ? spread : null };
    }
}
