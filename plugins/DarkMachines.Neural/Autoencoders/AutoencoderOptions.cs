using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neural;

/// <summary>Options of <see cref="Autoencoder"/>.</summary>
public sealed record AutoencoderOptions : NetworkOptions
{
    /// <summary>Latent values; 0 for a third of the columns, rounded up, at most 32.</summary>
    [Range(0, 16_384)]
    public int Latent { get; init; }

    /// <summary>
    /// Deviation of the normal noise, in units of each column's spread, that is added to the rows in training only, to be
    /// taken out again (Vincent et al., J. Mach. Learn. Res. 11 (2010) 3371); 0 for none.
    /// </summary>
    [Range(0.0, 100.0)]
    public double Denoising { get; init; }

    /// <summary>Weight of the mean magnitude of the latent values in the loss (Makhzani and Frey, arXiv:1312.5663, discuss this and others); 0 for none.</summary>
    [Range(0.0, 1e6)]
    public double Sparsity { get; init; }
}
