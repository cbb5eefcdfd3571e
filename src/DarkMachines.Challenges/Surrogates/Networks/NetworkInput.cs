using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates.Networks;

/// <summary>One input of a network, made of the columns of a row and standardised.</summary>
/// <param name="Mean">What is subtracted.</param>
/// <param name="Deviation">What it is then divided by.</param>
internal abstract record NetworkInput(double Mean, double Deviation)
{
    public double Of(ReadOnlySpan<double> row) => (Raw(row) - Mean) / Deviation;

    public OnnxTensor WriteTo(OnnxGraphBuilder graph) =>
        graph.Div(graph.Sub(RawTo(graph), graph.Scalar(Mean)), graph.Scalar(Deviation));

    protected abstract double Raw(ReadOnlySpan<double> row);

    protected abstract OnnxTensor RawTo(OnnxGraphBuilder graph);

    protected static OnnxTensor Column(OnnxGraphBuilder graph, int column) => graph.Slice(graph.Rows, 1, column, column + 1);
}

/// <summary>The mean of neighbouring columns, or one column.</summary>
internal sealed record MeanInput(int First, int Count, double Mean, double Deviation) : NetworkInput(Mean, Deviation)
{
    protected override double Raw(ReadOnlySpan<double> row)
    {
        var sum = 0.0;
        foreach (var value in row.Slice(First, Count))
            sum += value;
        return sum / Count;
    }

    protected override OnnxTensor RawTo(OnnxGraphBuilder graph) => graph.ReduceMean(graph.Slice(graph.Rows, 1, First, First + Count), [1]);
}

/// <summary>The absolute value of a column.</summary>
internal sealed record AbsoluteInput(int Place, double Mean, double Deviation) : NetworkInput(Mean, Deviation)
{
    protected override double Raw(ReadOnlySpan<double> row) => Math.Abs(row[Place]);

    protected override OnnxTensor RawTo(OnnxGraphBuilder graph) => graph.Abs(Column(graph, Place));
}

/// <summary>The difference of the squares of two columns: written as a product, which loses no digits.</summary>
internal sealed record SquareDifferenceInput(int Left, int Right, double Mean, double Deviation) : NetworkInput(Mean, Deviation)
{
    protected override double Raw(ReadOnlySpan<double> row) => (row[Left] - row[Right]) * (row[Left] + row[Right]);

    protected override OnnxTensor RawTo(OnnxGraphBuilder graph)
    {
        var (left, right) = (Column(graph, Left), Column(graph, Right));
        return graph.Mul(graph.Sub(left, right), graph.Add(left, right));
    }
}
