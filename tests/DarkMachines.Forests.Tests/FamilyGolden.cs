using System.Text.Json;
using DarkMachines.Testing;

namespace DarkMachines.Forests.Tests;

/// <summary>The answers of scikit-learn, recorded by golden/make_family_golden.py.</summary>
internal sealed record FamilyGolden(
    FamilyGolden.RegressionTree[] RegressionTrees,
    FamilyGolden.BoostedValueCase BoostedValues,
    FamilyGolden.BoostedClassCase[] BoostedClasses,
    FamilyGolden.IsolationCase Isolation,
    FamilyGolden.ExtraTreesCase ExtraTrees)
{
    public const int Columns = 4;

    public static FamilyGolden Recorded { get; } = Read();

    private static FamilyGolden Read()
    {
        var path = Path.Combine(SharedData.Repository, "tests", "DarkMachines.Forests.Tests", "golden", "family.json");
        return JsonSerializer.Deserialize<FamilyGolden>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
    }

    internal sealed record RegressionTree(
        int? MaxDepth, int MinLeafRows, float[] Train, float[] Values, float[] Test, float[] Predictions, double[] Importances);

    internal sealed record BoostedValueCase(float[] Train, float[] Values, float[] Test, float[] Predictions);

    internal sealed record BoostedClassCase(int Classes, float[] Train, int[] Labels, float[] Test, int[] Truth, double Accuracy, double LogLoss);

    internal sealed record IsolationCase(float[] Train, float[] Test, int Seeds, double[] Means, double[] Deviations);

    internal sealed record ExtraTreesCase(
        float[] Train, int[] Labels, float[] Test, int[] Truth, int Seeds, double AreaMean, double AreaDeviation);
}
