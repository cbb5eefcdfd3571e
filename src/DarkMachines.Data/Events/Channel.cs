namespace DarkMachines.Data.Events;

/// <summary>A selection of events that the challenge is held in; one event may be in several (arXiv:2105.14027, section 2.3).</summary>
public sealed class Channel
{
    private const float Gev = StoredObject.Gev;

    private readonly Predicate _accepts;

    private Channel(string name, string summary, Predicate accepts) => (Name, Summary, _accepts) = (name, summary, accepts);

    private delegate bool Predicate(in CollisionEvent seen);

    /// <summary>Channel 1.</summary>
    public static Channel One { get; } = new(
        "1", "HT >= 600, MET >= 200, MET/HT >= 0.2, four jets above 50, one above 200 GeV",
        static (in CollisionEvent seen) => Kinematics.Ht(seen) is var ht && ht >= 600 * Gev && seen.Met >= 200 * Gev && seen.Met >= 0.2 * ht
            && Count(seen, ObjectKinds.IsJet, 50 * Gev) >= 4 && Count(seen, ObjectKinds.IsJet, 200 * Gev) >= 1);

    /// <summary>Channel 2a.</summary>
    public static Channel TwoA { get; } = new(
        "2a", "MET >= 50 GeV, three electrons or muons above 15 GeV",
        static (in CollisionEvent seen) => seen.Met >= 50 * Gev && Count(seen, ObjectKinds.IsLepton, 15 * Gev) >= 3);

    /// <summary>Channel 2b.</summary>
    public static Channel TwoB { get; } = new(
        "2b", "MET >= 50, HT >= 50 GeV, two electrons or muons above 15 GeV",
        static (in CollisionEvent seen) => seen.Met >= 50 * Gev && Count(seen, ObjectKinds.IsLepton, 15 * Gev) >= 2 && Kinematics.Ht(seen) >= 50 * Gev);

    /// <summary>Channel 3.</summary>
    public static Channel Three { get; } = new(
        "3", "HT >= 600, MET >= 100 GeV",
        static (in CollisionEvent seen) => seen.Met >= 100 * Gev && Kinematics.Ht(seen) >= 600 * Gev);

    /// <summary>The four channels.</summary>
    public static IReadOnlyList<Channel> All { get; } = [One, TwoA, TwoB, Three];

    /// <summary>Name, as in files' names: <c>1</c>, <c>2a</c>, <c>2b</c> or <c>3</c>.</summary>
    public string Name { get; }

    /// <summary>The cuts in words.</summary>
    public string Summary { get; }

    /// <summary>True if an event is in the channel, its objects as they stand.</summary>
    /// <param name="seen">The event.</param>
    public bool Accepts(in CollisionEvent seen) => _accepts(seen);

    private static int Count(in CollisionEvent seen, Func<ObjectKind, bool> belongs, float abovePt)
    {
        var count = 0;
        for (var i = 0; i < seen.Count; i++)
        {
            if (belongs(seen.Kinds[i]) && seen.Pts[i] > abovePt && StoredObject.Accepts(seen.Kinds[i], seen.Pts[i], seen.Etas[i]))
                count++;
        }

        return count;
    }
}
