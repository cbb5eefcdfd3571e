using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace DarkMachines.Challenges.Surrogates.Regression;

/// <summary>Points with the value that a theory code gave for each.</summary>
/// <param name="Task">The task that they are of.</param>
/// <param name="Parameters">The points.</param>
/// <param name="Values">One value a point.</param>
/// <param name="TestShare">Share of the points that is predicted in a repeat; the others are learnt from.</param>
internal sealed record ValueSet(ChallengeTask Task, FeatureTable Parameters, float[] Values, double TestShare)
{
    /// <summary>Name of the column of values.</summary>
    public const string Column = "value";

    /// <summary>Makes the task of a set, too.</summary>
    public static ValueSet Of(string name, string description, FeatureTable parameters, float[] values, double testShare) =>
        new(new ChallengeTask(name, description, [.. parameters.Features.Select(feature => feature.Name)]), parameters, values, testShare);

    /// <summary>Divides the points in one repeat: the same for every entrant of a seed.</summary>
    /// <param name="points">How many there are.</param>
    /// <param name="testShare">Share that is predicted.</param>
    /// <param name="seed">Seed of the splits.</param>
    /// <param name="repeat">The repeat.</param>
    public static (int[] Training, int[] Test) Split(int points, double testShare, ulong seed, int repeat)
    {
        var order = Enumerable.Range(0, points).ToArray();
        new RandomStream(seed, (ulong)repeat).Shuffle<int>(order);
        var test = (int)Math.Round(testShare * points);
        return (order[test..], order[..test]);
    }

    public void AddTo(IncrementalHash hash)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(Task.Name));
        hash.AppendData([0]);
        hash.AppendData(MemoryMarshal.AsBytes(Parameters.Values));
        hash.AppendData(MemoryMarshal.AsBytes<float>(Values));
    }
}
