namespace DarkMachines.Kernels;

/// <summary>The shape of the density that stands on each training row.</summary>
public enum KernelShape
{
    /// <summary>A normal distribution: no row has density zero.</summary>
    Gaussian,

    /// <summary>A paraboloid (Epanechnikov, Theory Probab. Appl. 14 (1969) 153): the density is zero outside its support.</summary>
    Epanechnikov,
}
