using System.Buffers;

namespace DarkMachines.Forests;

/// <summary>Mean values over the trees of a forest, with the spread of what their leaves hold.</summary>
public sealed partial class ForestSurrogateModel : ISurrogateModel, IOutOfBagModel
{
    private readonly TreeEnsemble _trees;
    private readonly float[] _outOfBag;

    internal ForestSurrogateModel(
        IReadOnlyList<Feature> features, IReadOnlyList<Feature> outputs, IReadOnlyList<ValidRange> ranges, GrownForest forest, double[] outOfBag)
    {
        (Features, Outputs, ValidRanges, Importances, _trees) = (features, outputs, ranges, forest.Importances, forest.Trees);
        _outOfBag = [.. outOfBag.Select(value => (float)value)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Outputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ValidRange> ValidRanges { get; }

    /// <inheritdoc cref="ForestClassifierModel.Importances"/>
    public IReadOnlyList<double> Importances { get; }

    /// <summary>
    /// Predictions for each training point, row-major, by the trees that were not grown on it; NaN for a point that all
    /// were. Empty unless asked for by <see cref="ForestOptions.OutOfBag"/>.
    /// </summary>
    public ReadOnlyMemory<float> OutOfBag => _outOfBag;

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties)
    {
        var (width, columns) = (Outputs.Count, Features.Count);
        var count = this.RowCount(parameters, predictions.Length, width);
        this.RowCount(parameters, uncertainties.Length, width);
        var rented = ArrayPool<double>.Shared.Rent(2 * Math.Min(TreeEnsemble.BlockRows, count) * width);
        for (var start = 0; start < count; start += TreeEnsemble.BlockRows)
        {
            var block = Math.Min(TreeEnsemble.BlockRows, count - start);
            var sums = new Moments(width, rented.AsSpan(0, 2 * block * width));
            _trees.Visit(parameters.Slice(start * columns, block * columns), columns, ref sums);
            for (var i = 0; i < block * width; i++)
                (predictions[start * width + i], uncertainties[start * width + i]) = sums.MeanAndDeviation(i, _trees.Count);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Sums of the leaves' means, and of their second moments.</summary>
    private readonly ref struct Moments : ILeafSums
    {
        private readonly int _width;
        private readonly Span<double> _sums;
        private readonly Span<double> _squares;

        public Moments(int width, Span<double> room)
        {
            _width = width;
            room.Clear();
            _sums = room[..(room.Length / 2)];
            _squares = room[(room.Length / 2)..];
        }

        public void Add(int row, int tree, scoped ReadOnlySpan<int> leaves, ReadOnlySpan<float> values)
        {
            for (var i = 0; i < leaves.Length; i++)
            {
                var own = values.Slice(leaves[i] * 2 * _width, 2 * _width);
                for (var k = 0; k < _width; k++)
                {
                    double mean = own[k], variance = own[_width + k];
                    _sums[(row + i) * _width + k] += mean;
                    _squares[(row + i) * _width + k] += mean * mean + variance;
                }
            }
        }

        public (float Mean, float Deviation) MeanAndDeviation(int place, int trees)
        {
            var mean = _sums[place] / trees;
            return ((float)mean, (float)Math.Sqrt(Math.Max(0, _squares[place] / trees - mean * mean)));
        }
    }
}
