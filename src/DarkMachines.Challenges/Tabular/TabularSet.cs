using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DarkMachines.Challenges.Tabular;

/// <summary>One table with known anomalies.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="Rows">The rows; columns are named <c>x0</c>, <c>x1</c>, ….</param>
/// <param name="IsAnomaly">Whether each row is anomalous.</param>
internal sealed record TabularSet(string Name, FeatureTable Rows, bool[] IsAnomaly)
{
    /// <summary>The fewest rows of each kind with which both protocols have rows to train and to test on.</summary>
    public const int FewestOfAKind = 5;

    /// <summary>The numbers of the rows of one kind, in ascending order.</summary>
    public int[] Where(bool isAnomaly) => [.. Enumerable.Range(0, Rows.RowCount).Where(row => IsAnomaly[row] == isAnomaly)];

    /// <summary>Adds name, rows and labels to a hash.</summary>
    public void AddTo(IncrementalHash hash)
    {
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Name));
        hash.AppendData([0]);
        hash.AppendData(MemoryMarshal.AsBytes(Rows.Values));
        hash.AppendData(MemoryMarshal.AsBytes<bool>(IsAnomaly));
    }

    /// <summary>A number that nobody knows who does not know the labels.</summary>
    public ulong Secret() => MemoryMarshal.Read<ulong>(SHA256.HashData(MemoryMarshal.AsBytes<bool>(IsAnomaly)));
}
