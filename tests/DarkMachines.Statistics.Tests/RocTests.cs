using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Statistics.Tests;

public class RocTests
{
    [Fact]
    public void Perfect_reversed_and_constant_scores_give_one_zero_and_a_half()
    {
        bool[] isSignal = [false, false, true, true];
        Assert.Equal(1, Roc.Auc([1, 2, 3, 4], isSignal));
        Assert.Equal(0, Roc.Auc([4, 3, 2, 1], isSignal));
        Assert.Equal(0.5, Roc.Auc([7, 7, 7, 7], isSignal));
    }

    [Fact]
    public void One_class_alone_has_no_area() => Assert.True(double.IsNaN(Roc.Auc([1, 2], [true, true])));

    [Fact]
    public void A_NaN_score_is_refused() => Assert.Throws<ArgumentException>(() => Roc.Auc([1, float.NaN], [true, false]));

    [Fact]
    public void The_area_is_the_share_of_ordered_pairs_ties_counting_half() => Check.QuickThrowOnFailure(
        Prop.ForAll<(byte Score, bool IsSignal)[]>(rows =>
        {
            // Few distinct scores, so that most samples have ties.
            var scores = rows.Select(r => (float)(r.Score % 5)).ToArray();
            var isSignal = rows.Select(r => r.IsSignal).ToArray();
            var pairs = from i in Enumerable.Range(0, rows.Length)
                        from j in Enumerable.Range(0, rows.Length)
                        where isSignal[i] && !isSignal[j]
                        select scores[i] > scores[j] ? 1.0 : scores[i] == scores[j] ? 0.5 : 0.0;
            var expected = pairs.DefaultIfEmpty(double.NaN).Average();
            return Math.Abs(Roc.Auc(scores, isSignal) - expected) is double.NaN or < 1e-12;
        }));

    [Fact]
    public void Negating_the_scores_mirrors_the_area() => Check.QuickThrowOnFailure(
        Prop.ForAll<(byte Score, bool IsSignal)[]>(rows =>
        {
            var scores = rows.Select(r => (float)r.Score).ToArray();
            var isSignal = rows.Select(r => r.IsSignal).ToArray();
            var sum = Roc.Auc(scores, isSignal) + Roc.Auc([.. scores.Select(s => -s)], isSignal);
            return double.IsNaN(sum) || Math.Abs(sum - 1) < 1e-12;
        }));
}
