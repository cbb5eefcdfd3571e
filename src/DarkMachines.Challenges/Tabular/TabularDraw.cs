namespace DarkMachines.Challenges.Tabular;

/// <summary>
/// Which rows of a set a trial is given, and in which order; known to the grader only. The order is drawn from the seed
/// and the labels together, because a file may list its anomalies last, and who knows the seed could undo a shuffle.
/// </summary>
/// <param name="Pool">Rows that are divided anew in each repeat, by their numbers in the set.</param>
/// <param name="Test">Rows that are tested in every repeat and never fitted on; null if those are the rest of the pool.</param>
internal sealed record TabularDraw(int[] Pool, int[]? Test)
{
    public static TabularDraw Of(TabularSet set, TabularProtocol protocol, ulong seed)
    {
        var random = new RandomStream(RandomStream.DeriveSeed(seed, set.Secret()));
        if (protocol != TabularProtocol.Novelty)
            return new TabularDraw(Shuffled(Enumerable.Range(0, set.Rows.RowCount)), null);

        // A row fitted on in one repeat and tested in another would tell that it is normal: the test rows stay the same.
        var normal = Shuffled(set.Where(isAnomaly: false));
        var heldOut = (int)Math.Ceiling(TabularProtocol.HeldOutShare * normal.Length);
        return new TabularDraw(normal[heldOut..], Shuffled(normal[..heldOut].Concat(set.Where(isAnomaly: true))));

        int[] Shuffled(IEnumerable<int> rows)
        {
            var order = rows.ToArray();
            random.Shuffle<int>(order);
            return order;
        }
    }

    /// <summary>The rows tested in a repeat, by their numbers in the set, in the order of their scores.</summary>
    public int[] TestedIn(TabularProtocol protocol, ulong seed, int repeat) =>
        Test ?? [.. protocol.Split(Pool.Length, seed, repeat).Test.Select(row => Pool[row])];
}
