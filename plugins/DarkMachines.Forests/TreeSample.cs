namespace DarkMachines.Forests;

/// <summary>
/// The rows one tree is grown on. Each node of the growing tree owns a range of places; within it every column keeps
/// the node's rows in the order of that column's values, from the root down, so that no node needs to sort.
/// </summary>
internal sealed class TreeSample
{
    private readonly Entry[] _entries;
    private readonly Entry[] _right;
    private readonly byte[] _goesLeft;
    private readonly int[] _classes;
    private readonly double[] _weights;

    /// <summary>Takes all training rows, or a bootstrap sample in which a row drawn n times has n times its weight.</summary>
    /// <param name="training">The training rows.</param>
    /// <param name="random">What to draw with; null to take all.</param>
    public TreeSample(TrainingSet training, RandomStream? random)
    {
        var draws = Draw(training.RowCount, random);
        var places = new int[draws.Length];
        var count = 0;
        for (var row = 0; row < draws.Length; row++)
            places[row] = draws[row] > 0 ? count++ : -1;

        RowCount = count;
        ColumnCount = training.ColumnCount;
        ClassCount = training.ClassCount;
        _classes = new int[count];
        _weights = new double[count];
        for (var row = 0; row < draws.Length; row++)
        {
            if (places[row] < 0)
                continue;
            _classes[places[row]] = training.Classes[row];
            _weights[places[row]] = training.Weights[row] * draws[row];
        }

        _goesLeft = new byte[count];
        _right = new Entry[count];
        _entries = new Entry[checked(count * ColumnCount)];
        for (var column = 0; column < ColumnCount; column++)
            FillColumn(Column(column, 0, count), training.SortedValues(column), training.SortedRows(column), places);
    }

    /// <summary>Number of different rows.</summary>
    public int RowCount { get; }

    /// <summary>Number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Class of each row.</summary>
    public ReadOnlySpan<int> Classes => _classes;

    /// <summary>Weight of each row.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The values at a column's places, ascending within a node.</summary>
    public Span<Entry> Column(int column, int start, int end) => _entries.AsSpan(column * RowCount + start, end - start);

    /// <summary>The weight of each class among the rows at a column's places.</summary>
    public double[] ClassWeights(int column, int start, int end)
    {
        var sums = new double[ClassCount];
        foreach (var entry in Column(column, start, end))
            sums[_classes[entry.Row]] += _weights[entry.Row];
        return sums;
    }

    /// <summary>Divides a node: every column's rows to the left child before those to the right, each in order.</summary>
    /// <param name="column">The column split on.</param>
    /// <param name="start">First place of the node, and of the left child.</param>
    /// <param name="middle">First place of the right child.</param>
    /// <param name="end">One past the last place of the node.</param>
    public void Divide(int column, int start, int middle, int end)
    {
        foreach (var entry in Column(column, start, middle))
            _goesLeft[entry.Row] = 1;
        foreach (var entry in Column(column, middle, end))
            _goesLeft[entry.Row] = 0;
        for (var other = 0; other < ColumnCount; other++)
        {
            if (other != column)
                Partition(Column(other, start, end), _right, _goesLeft);
        }
    }

    // Every entry is written to both sides and only one side moves on: no branch to mispredict.
    private static void Partition(Span<Entry> entries, Span<Entry> right, ReadOnlySpan<byte> goesLeft)
    {
        int lefts = 0, rights = 0;
        foreach (var entry in entries)
        {
            int isLeft = goesLeft[entry.Row];
            entries[lefts] = entry;
            right[rights] = entry;
            lefts += isLeft;
            rights += 1 - isLeft;
        }

        right[..rights].CopyTo(entries[lefts..]);
    }

    private static int[] Draw(int rows, RandomStream? random)
    {
        var draws = new int[rows];
        if (random is null)
        {
            Array.Fill(draws, 1);
            return draws;
        }

        for (var i = 0; i < rows; i++)
            draws[random.Below(rows)]++;
        return draws;
    }

    private static void FillColumn(Span<Entry> entries, ReadOnlySpan<float> values, ReadOnlySpan<int> rows, ReadOnlySpan<int> places)
    {
        var count = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (places[rows[i]] >= 0)
                entries[count++] = new Entry(values[i], places[rows[i]]);
        }
    }

    /// <summary>One value of a column.</summary>
    /// <param name="Value">The value.</param>
    /// <param name="Row">The row it belongs to, by its number within the sample.</param>
    public readonly record struct Entry(float Value, int Row);
}
