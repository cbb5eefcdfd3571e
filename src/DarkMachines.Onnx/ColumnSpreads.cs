using DarkMachines.Onnx.Format;

namespace DarkMachines.Onnx;

/// <summary>The training spread of each column, which a reconstruction error is measured in.</summary>
internal static class ColumnSpreads
{
    /// <summary>
    /// From the card if it has the spread of every column; else from the graph, if it begins by dividing the centred
    /// rows by constants, as a standardisation does; else one for every column.
    /// </summary>
    public static Decision<float[]> Of(OnnxFile file, TableInput input, Declarations declarations)
    {
        var columns = input.Columns.Count;
        if (input.Columns.All(column => column.Spread is not null))
            return new Decision<float[]>([.. input.Columns.Select(column => column.Spread!.Value)], declarations.Inputs!.Source);
        var graph = new OnnxGraph(file.Model.Graph);
        var spreads = input.Parts.Count == 1
            ? graph.ReadersOf(input.Parts[0].Name).Select(node => OfStandardisation(graph, node, columns)).FirstOrDefault(s => s is not null)
            : null;
        return new Decision<float[]>(spreads ?? [.. Enumerable.Repeat(1f, columns)], DecisionSource.Recognition);
    }

    /// <summary>What an importer says of them.</summary>
    public static OnnxFinding Finding(Decision<float[]> spreads)
    {
        const string remedy = "Give the standard deviation of each input over the training rows as \"spread\" in a model card.";
        if (spreads.Source != DecisionSource.Recognition)
            return new("column-spreads", FindingSeverity.Information, $"The spread of each column is taken from {spreads.From}.", remedy);
        return spreads.Value.All(spread => spread == 1f)
            ? new("unit-spreads", FindingSeverity.Warning, "Nothing tells the spread of the columns over the training rows: each counts as one, as for rows standardised before.", remedy)
            : new("column-spreads", FindingSeverity.Information, "The spread of each column is taken from the standardisation that the graph begins with.", remedy);
    }

    private static float[]? OfStandardisation(OnnxGraph graph, NodeProto node, int columns)
    {
        if (OnnxGraph.IsMachineLearning(node, "Scaler"))
            return Valid([.. node.Attribute.FirstOrDefault(a => a.Name == "scale")?.Floats.Select(scale => 1 / scale) ?? []], columns);
        if (!OnnxGraph.IsStandard(node))
            return null;
        var quotient = node.OpType switch
        {
            "Div" => node,
            "Sub" when node.Output.Count == 1 => graph.ReadersOf(node.Output[0]).FirstOrDefault(next => next.OpType == "Div" && next.Input.IndexOf(node.Output[0]) == 0),
            _ => null,
        };
        return quotient is { Input: [_, var divisor] } && graph.Constant(divisor) is { } spreads
            ? Valid([.. TensorValues.Floats(spreads).Select(spread => (float)spread)], columns)
            : null;
    }

    private static float[]? Valid(float[] spreads, int columns)
    {
        if (spreads.Length == 1)
            spreads = [.. Enumerable.Repeat(spreads[0], columns)];
        return spreads.Length == columns && spreads.All(spread => float.IsFinite(spread) && spread > 0) ? spreads : null;
    }
}
