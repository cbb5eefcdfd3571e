namespace DarkMachines.Forests;

/// <summary>Rows drawn without replacement.</summary>
internal static class RowSample
{
    /// <summary>Draws rows, each equally likely (Floyd's algorithm: Bentley, Commun. ACM 30 (1987) 754).</summary>
    /// <param name="rows">How many there are.</param>
    /// <param name="count">How many are drawn.</param>
    /// <param name="random">What to draw with.</param>
    public static int[] Draw(int rows, int count, RandomStream random)
    {
        var drawn = new HashSet<int>(count);
        var sample = new int[count];
        for (var i = 0; i < count; i++)
        {
            var last = rows - count + i;
            var row = random.Below(last + 1);
            if (!drawn.Add(row))
                drawn.Add(row = last);
            sample[i] = row;
        }

        return sample;
    }

    /// <summary>
    /// Draws rows one after the other, each time with chances in proportion to the weights of those left: the rows with
    /// the least E/w for exponential E (Efraimidis and Spirakis, Inf. Process. Lett. 97 (2006) 181).
    /// </summary>
    /// <param name="used">The rows of weight above zero.</param>
    /// <param name="training">Knows their weights.</param>
    /// <param name="count">How many are drawn.</param>
    /// <param name="random">What to draw with.</param>
    public static int[] DrawWeighted(int[] used, TrainingRows training, int count, RandomStream random)
    {
        var keys = new double[used.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = -Math.Log(1 - random.Uniform()) / training.Weight(used[i]);
        int[] rows = [.. used];
        Array.Sort(keys, rows);
        return rows[..count];
    }
}
