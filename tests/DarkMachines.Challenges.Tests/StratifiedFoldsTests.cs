using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Challenges.Tests;

public class StratifiedFoldsTests
{
    [Fact]
    public void Every_class_and_the_whole_are_spread_to_within_one_row() => Check.QuickThrowOnFailure(
        Prop.ForAll<bool[], ulong, byte>((signal, seed, extra) =>
        {
            var folds = 2 + extra % 9;
            var labels = new ClassLabels(["astro", "dm"], [.. signal.Select(s => s ? 1 : 0)]);
            var foldOf = StratifiedFolds.Assign(labels, folds, new RandomStream(seed));
            return Enumerable.Range(0, 2).All(c => IsEven(Enumerable.Range(0, signal.Length).Where(row => labels.Indices[row] == c)))
                && IsEven(Enumerable.Range(0, signal.Length));

            bool IsEven(IEnumerable<int> rows)
            {
                var counts = new int[folds];
                foreach (var row in rows)
                    counts[foldOf[row]]++;
                return counts.Max() - counts.Min() <= 1;
            }
        }));

    [Fact]
    public void A_fold_is_tested_once_and_trained_on_otherwise()
    {
        int[] foldOf = [0, 2, 1, 0, 1];
        var (training, test) = StratifiedFolds.Split(foldOf, 1);
        Assert.Equal([0, 1, 3], training);
        Assert.Equal([2, 4], test);
    }

    [Fact]
    public void Another_stream_gives_another_split()
    {
        var labels = new ClassLabels(["a", "b"], new int[100]);
        Assert.NotEqual(
            StratifiedFolds.Assign(labels, 5, new RandomStream(1, 0)), StratifiedFolds.Assign(labels, 5, new RandomStream(1, 1)));
    }
}
