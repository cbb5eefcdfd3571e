using System.Buffers;
using DarkMachines.Data;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands.Tables;

/// <summary>The answers of a model to a table.</summary>
/// <param name="Names">A name for each value of a row.</param>
/// <param name="Values">Row-major.</param>
internal sealed record Answers(IReadOnlyList<string> Names, float[] Values)
{
    // Bounds the memory of what is not kept.
    private const int RowsAtOnce = 4096;

    /// <summary>Asks the model about every row.</summary>
    /// <exception cref="UserInputException">The table does not have the model's columns.</exception>
    public static Answers Of(IModel model, DataTable table)
    {
        var rows = Columns(model, table).Values;
        var count = rows.Length / model.Features.Count;
        switch (model)
        {
            case IClassifierModel classifier:
                var probabilities = new float[count * classifier.Classes.Count];
                classifier.PredictProbabilities(rows, probabilities);
                return new Answers([.. classifier.Classes.Select(name => $"p_{name}")], probabilities);
            case ISurrogateModel surrogate:
                return new Answers([.. surrogate.Outputs.Select(output => output.Name)], Predictions(surrogate, rows, count));
            default:
                var scores = new float[count];
                ((IAnomalyModel)model).Score(rows, scores);
                return new Answers(["score"], scores);
        }
    }

    private static float[] Predictions(ISurrogateModel model, ReadOnlySpan<float> rows, int count)
    {
        int columns = model.Features.Count, outputs = model.Outputs.Count;
        var predictions = new float[count * outputs];
        var uncertainties = ArrayPool<float>.Shared.Rent(RowsAtOnce * outputs);
        for (var start = 0; start < count; start += RowsAtOnce)
        {
            var n = Math.Min(RowsAtOnce, count - start);
            model.Predict(rows.Slice(start * columns, n * columns), predictions.AsSpan(start * outputs, n * outputs), uncertainties.AsSpan(0, n * outputs));
        }

        ArrayPool<float>.Shared.Return(uncertainties);
        return predictions;
    }

    // By name where both have names, else by place.
    private static FeatureTable Columns(IModel model, DataTable table)
    {
        var rows = table.Rows;
        var names = model.Features.Select(feature => feature.Name).ToArray();
        if (!table.HasNames || model is OnnxModel { HasFeatureNames: false })
        {
            return rows.ColumnCount == names.Length
                ? rows
                : throw new UserInputException("wrong-columns", $"The model reads {names.Length} columns by place; the table has {rows.ColumnCount}.", "Give it a table of those columns alone.");
        }

        var missing = names.Except(rows.Features.Select(feature => feature.Name), StringComparer.Ordinal).ToArray();
        return missing.Length == 0
            ? rows.SelectColumns(names)
            : throw new UserInputException("wrong-columns", $"The model reads {names.Length} columns by name; of these the table lacks {string.Join(", ", missing)}.", "Add or rename the columns.");
    }
}
