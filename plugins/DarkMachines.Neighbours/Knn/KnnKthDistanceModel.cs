using DarkMachines.Onnx;

namespace DarkMachines.Neighbours;

/// <summary>
/// Density from, and anomaly score as, the distance to the k-th nearest neighbour. It exports itself, for the score is of the same
/// order as the density, which is all that a file holds; the mean distance is not.
/// </summary>
/// <param name="index">The training rows.</param>
/// <param name="neighbours">Number of neighbours, k.</param>
/// <param name="weights">Weight of each training row, above zero.</param>
internal sealed class KnnKthDistanceModel(NeighbourIndex index, int neighbours, float[] weights)
    : KnnDensityModel(index, neighbours, weights, KnnScore.KthDistance), IOnnxExportable
{
    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph) => graph.LogDensity(LogDensity(graph));
}
