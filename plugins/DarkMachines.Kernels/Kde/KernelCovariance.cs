namespace DarkMachines.Kernels;

/// <summary>Which spread of the training rows the kernels take.</summary>
public enum KernelCovariance
{
    /// <summary>The standard deviation of each column.</summary>
    Diagonal,

    /// <summary>The covariance of all columns. Needs columns none of which is constant or follows from the others.</summary>
    Full,
}
