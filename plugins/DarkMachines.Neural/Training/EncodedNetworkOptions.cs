using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neural;

/// <summary>Options of networks of dense layers whose columns may be encoded by pieces.</summary>
public abstract record EncodedNetworkOptions : NetworkOptions
{
    /// <summary>
    /// Pieces of each column that the network reads beside its value: how far the value is through the first part of the
    /// training rows, the second, and so on (piecewise linear encoding, Gorishniy, Rubachev and Babenko, arXiv:2203.05556). With
    /// them a network finds steps and small regions as readily as trees do; 0 for none, better for smooth functions.
    /// </summary>
    [Range(0, 1024)]
    public int Bins { get; init; }
}
