namespace DarkMachines.Neighbours;

/// <summary>An exact search among points that it was built over. Immutable.</summary>
internal interface INeighbourSearch
{
    /// <summary>Offers to each query's list at least all points that belong there.</summary>
    /// <param name="queries">Row-major points, at most as many as there are lists.</param>
    /// <param name="lists">Empty lists.</param>
    void Find(ReadOnlySpan<float> queries, NeighbourLists lists);

    /// <summary>The points, row-major, in the order given.</summary>
    float[] Points();
}
