namespace DarkMachines.Data.Events;

/// <summary>What a reconstructed object is. The order is that of the objects' codes in the challenge's files.</summary>
public enum ObjectKind : byte
{
    /// <summary>A jet without a b-tag, <c>j</c>.</summary>
    Jet,

    /// <summary>A b-tagged jet, <c>b</c>.</summary>
    BJet,

    /// <summary>An electron, <c>e-</c>.</summary>
    Electron,

    /// <summary>A positron, <c>e+</c>.</summary>
    Positron,

    /// <summary>A muon, <c>m-</c>; <c>mu-</c> in files of older generators.</summary>
    Muon,

    /// <summary>An antimuon, <c>m+</c>; <c>mu+</c> in files of older generators.</summary>
    Antimuon,

    /// <summary>A photon, <c>g</c>; <c>a</c> in files of older generators.</summary>
    Photon,
}

/// <summary>What one asks of a kind of object.</summary>
public static class ObjectKinds
{
    /// <summary>How many kinds there are.</summary>
    public const int Count = 7;

    /// <summary>The kinds' codes in the challenge's files, in the order of <see cref="ObjectKind"/>.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["j", "b", "e-", "e+", "m-", "m+", "g"];

    /// <summary>True for jets, b-tagged or not.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsJet(this ObjectKind kind) => kind <= ObjectKind.BJet;

    /// <summary>True for electrons and muons of either charge.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsLepton(this ObjectKind kind) => kind is >= ObjectKind.Electron and <= ObjectKind.Antimuon;

    /// <summary>True for electrons of either charge.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsElectron(this ObjectKind kind) => kind is ObjectKind.Electron or ObjectKind.Positron;

    /// <summary>True for muons of either charge.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsMuon(this ObjectKind kind) => kind is ObjectKind.Muon or ObjectKind.Antimuon;

    /// <summary>Electric charge in units of the positron's; 0 for jets and photons.</summary>
    /// <param name="kind">The kind.</param>
    public static int Charge(this ObjectKind kind) => kind switch
    {
        ObjectKind.Electron or ObjectKind.Muon => -1,
        ObjectKind.Positron or ObjectKind.Antimuon => 1,
        _ => 0,
    };
}
