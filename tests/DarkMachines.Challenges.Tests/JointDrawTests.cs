using DarkMachines.Challenges.DmAstro;

namespace DarkMachines.Challenges.Tests;

public class JointDrawTests
{
    private static readonly IChallengeData Data = new DmAstroChallenge().Load(null);

    private static FeatureTable Sources(ulong seed, string task) =>
        Data.InputsOf(Data.Tasks.Single(t => t.Name == task), seed, 1).Tables[DmAstroInputs.Sources];

    [Fact]
    public void Every_dark_matter_row_has_both_values_of_one_unidentified_source()
    {
        var inputs = Data.InputsOf(Data.Tasks.Single(t => t.Name == "4F-joint"), 1, 1);
        var (sources, labels, unidentified) = (inputs.Tables[DmAstroInputs.Sources], inputs.Labels[DmAstroInputs.Sources], inputs.Tables[DmAstroInputs.Unidentified]);
        var real = Enumerable.Range(0, unidentified.RowCount).Select(row => (unidentified.Row(row)[2], unidentified.Row(row)[3])).ToHashSet();
        Assert.All(Enumerable.Range(0, sources.RowCount).Where(row => labels.Indices[row] == DmAstroChallenge.SignalClass),
            row => Assert.Contains((sources.Row(row)[2], sources.Row(row)[3]), real));
    }

    [Fact]
    public void Nothing_else_is_changed()
    {
        var (joint, plain) = (Sources(1, "4F-joint"), Sources(1, "4F"));
        var labels = Data.InputsOf(Data.Tasks[0], 1, 1).Labels[DmAstroInputs.Sources];
        for (var row = 0; row < plain.RowCount; row++)
        {
            var kept = labels.Indices[row] == DmAstroChallenge.SignalClass ? 2 : 4;
            Assert.True(plain.Row(row)[..kept].SequenceEqual(joint.Row(row)[..kept]));
        }
    }

    [Fact]
    public void The_seed_alone_decides_the_draw()
    {
        Assert.True(Sources(1, "4F-joint").Values.SequenceEqual(Sources(1, "4F-joint").Values));
        Assert.False(Sources(1, "4F-joint").Values.SequenceEqual(Sources(2, "4F-joint").Values));
    }
}
