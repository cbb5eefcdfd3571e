using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neural;

/// <summary>Options of <see cref="Vae"/>.</summary>
public record VaeOptions : NetworkOptions
{
    /// <summary>Latent values; 0 for a third of the columns, rounded up, at most 32.</summary>
    [Range(0, 16_384)]
    public int Latent { get; init; }

    /// <summary>What the anomaly score is.</summary>
    public VaeScore Score { get; init; }
}
