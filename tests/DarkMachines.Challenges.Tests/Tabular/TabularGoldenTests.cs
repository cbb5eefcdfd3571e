using System.Text.Json.Nodes;
using DarkMachines.Challenges.Tabular;
using DarkMachines.Neighbours;
using DarkMachines.Testing;

namespace DarkMachines.Challenges.Tests.Tabular;

/// <summary>
/// PyOD's published means, with the same algorithm and settings. Ours divides the rows otherwise, so that two means of ten
/// differ by chance: by no more than four standard errors of their difference, 4·√2·spread/√10, and half a unit of the
/// last digit shown. The repeats share rows, which makes their means agree better than independent ones would.
/// </summary>
public class TabularGoldenTests
{
    private static readonly TabularChallenge Challenge = new();
    private static readonly Lazy<IChallengeData> Data = new(() => Challenge.Load(SharedData.PathTo("data")));

    [SharedTheory("data/tables")]
    [InlineData("cardio")]
    [InlineData("letter")]
    [InlineData("vowels")]
    [InlineData("pima")]
    [InlineData("satimage-2")]
    [InlineData("pendigits")]
    public void Nearest_neighbours_reach_the_published_mean(string set)
    {
        // PyOD's KNN: the distance to the fifth neighbour.
        var knn = new Entrant("knn", new JsonObject(), "", EntrantSource.Run, () => new Knn(new KnnOptions { Neighbours = 5, Score = KnnScore.KthDistance }));
        var task = Data.Value.Tasks.Single(t => t.Name == $"inductive/{set}");
        var auc = Data.Value.Grade(task, Challenge.Run(Data.Value.InputsOf(task, 1, 10), knn, new TrialSettings(1, 10, Threads: 2)), 10).Metrics["auc"];
        var published = Challenge.Published.Single(p => p.Task == task.Name && p.Algorithm == "KNN").Metrics["auc"].Value;
        var byChance = 4 * Math.Sqrt(2.0 / 10) * auc.Spread!.Value;
        Assert.InRange(auc.Value, published - byChance - 5e-5, published + byChance + 5e-5);
    }
}
