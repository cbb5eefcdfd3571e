namespace DarkMachines.Neural;

/// <summary>What a variational autoencoder scores rows by.</summary>
public enum VaeScore
{
    /// <summary>The reconstruction error.</summary>
    Reconstruction,

    /// <summary>The Kullback–Leibler divergence of the row's latent distribution from the standard normal.</summary>
    Divergence,

    /// <summary>The squared distance of the row's latent mean from the origin.</summary>
    Radius,

    /// <summary>The loss that was trained: reconstruction and divergence.</summary>
    Sum,
}
