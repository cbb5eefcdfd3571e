namespace DarkMachines.Data;

/// <summary>One component of a <see cref="GaussianMixture"/>.</summary>
/// <param name="Weight">Its share, relative to the other components' weights.</param>
/// <param name="Mean">Its mean.</param>
/// <param name="Covariance">Its covariance matrix, row by row; symmetric and positive definite.</param>
internal sealed record MixtureComponent(double Weight, double[] Mean, double[][] Covariance);
