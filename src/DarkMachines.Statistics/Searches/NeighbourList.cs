namespace DarkMachines.Statistics.Searches;

/// <summary>The nearest points seen so far, the nearest first; of those equally far the one of the smaller row first.</summary>
internal sealed class NeighbourList(int capacity)
{
    private readonly double[] _squares = new double[capacity];
    private readonly int[] _rows = new int[capacity];

    public int Count { get; private set; }

    /// <summary>Squared distance beyond which nothing is taken any more.</summary>
    public double Worst => Count < capacity ? double.PositiveInfinity : _squares[capacity - 1];

    public ReadOnlySpan<double> Squares => _squares.AsSpan(0, Count);

    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(double square, int row)
    {
        if (Count == capacity && !IsBefore(square, row, capacity - 1))
            return;
        if (Count < capacity)
            Count++;
        var place = Count - 1;
        for (; place > 0 && IsBefore(square, row, place - 1); place--)
            (_squares[place], _rows[place]) = (_squares[place - 1], _rows[place - 1]);
        (_squares[place], _rows[place]) = (square, row);
    }

    private bool IsBefore(double square, int row, int place) => square < _squares[place] || (square == _squares[place] && row < _rows[place]);
}
