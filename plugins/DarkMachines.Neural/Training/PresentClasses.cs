using DarkMachines.Onnx;

namespace DarkMachines.Neural;

/// <summary>The classes that rows to learn from have: only those are learnt, the others have probability zero.</summary>
internal sealed class PresentClasses
{
    private readonly int[] _present;
    private readonly int _all;

    private PresentClasses(int[] present, int all, float[] places) => (_present, _all, Places) = (present, all, places);

    /// <summary>How many.</summary>
    public int Count => _present.Length;

    /// <summary>For each row the place of its class among those present.</summary>
    public float[] Places { get; }

    /// <summary>Finds them.</summary>
    /// <param name="labels">The class of each row of the table.</param>
    /// <param name="rows">The rows that count.</param>
    /// <exception cref="UnusableDataException">There is one class only.</exception>
    public static PresentClasses Of(ClassLabels labels, int[] rows)
    {
        int[] present = [.. rows.Select(row => labels.Indices[row]).Distinct().Order()];
        return present.Length >= 2
            ? new PresentClasses(present, labels.Classes.Count, [.. rows.Select(row => (float)Array.IndexOf(present, labels.Indices[row]))])
            : throw new UnusableDataException($"All training rows are of class '{labels.Classes[present[0]]}'; at least two classes are needed.", "Give rows of another class too.");
    }

    /// <summary>Puts probabilities of the classes present in their places among all.</summary>
    public OnnxTensor Spread(OnnxTensor probabilities)
    {
        if (Count == _all)
            return probabilities;
        var places = new float[Count * _all];
        for (var i = 0; i < Count; i++)
            places[i * _all + _present[i]] = 1;
        return probabilities.MatMul(probabilities.Graph.Constant(places, Count, _all));
    }
}
