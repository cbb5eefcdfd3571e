using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neural;

/// <summary>Options of networks of dense layers whose columns may be encoded by pieces.</summary>
public abstract record EncodedNetworkOptions : NetworkOptions
{
    private const int Unsaid = -1;
    private const int UsualBins = 16;

    /// <summary>
    /// Pieces of each column that the network reads beside its value: how far the value is through the first part of the
    /// training rows, the second, and so on (piecewise linear encoding, Gorishniy, Rubachev and Babenko, arXiv:2203.05556). With
    /// them a network finds steps and small regions as readily as trees do, but smooth functions less well. 0 for none; −1 for 16
    /// where classes are learnt, and none where values are.
    /// </summary>
    [Range(Unsaid, 1024)]
    public int Bins { get; init; } = Unsaid;

    internal int BinsForClasses => Bins == Unsaid ? UsualBins : Bins;

    internal int BinsForValues => Bins == Unsaid ? 0 : Bins;
}
